/** Linking by an address alone: who keeps its mail is asked of the practice world's DNS, as the real server asks it. */
import { type Discovery, localeTag } from '@mailroom/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor } from './browser.ts';
import { screenshotFolder, takeScreenshots } from './screenshots.ts';
import { accountCard, openAccounts } from './steps/accounts.ts';
import { consent, pickAccount } from './steps/provider-sign-in.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const t = textsIn('en');

let world: World;
let browser: Browser;
let page: Page;
let shots: string;

beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startWorld({ provider: { mail: 'none' } });
  browser = await launchBrowser();
  ({ page } = await openVisitor(browser));
  await createAdministrator(page, world, t);
  const entered = await page.request.post(`${world.address}/api/v1/provider-apps`, {
    headers: { origin: world.address },
    data: {
      provider: 'microsoft',
      name: 'Halewick',
      access: 'people',
      cloudId: 'practice',
      tenant: world.provider.tenant,
      clientId: world.provider.clientId,
      credential: { kind: 'secret', value: world.provider.clientSecret.value, expires: null },
    },
  });
  expect(entered.ok()).toBe(true);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const result = () => page.locator('section').filter({ has: page.locator('h2:focus') });

async function lookFor(address: string): Promise<void> {
  await page.getByLabel(t('discovery:address')).fill(address);
  await page.keyboard.press('Enter');
}

describe('an address is all that is asked for', () => {
  tellAsStory({ page: () => page, log: () => world.log() });

  it('leads to the sign-in page, which knows whom to expect', async () => {
    const [persona] = world.provider.people;
    await openAccounts(page, t);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('accounts:link') })
      .click();
    await lookFor(persona.userName);
    await result()
      .getByRole('button', { name: t('accounts:continueWith', { name: 'Halewick' }) })
      .click();
    await page.getByLabel('Password', { exact: true }).fill(persona.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await consent(page);
    await page.getByRole('heading', { name: t('accounts:startTitle') }).waitFor();
    await openAccounts(page, t);
    await accountCard(page, persona.userName).waitFor();
  });

  it('leads a delegate to the shared mailbox, which says whose sign-in opens it', async () => {
    const [persona] = world.provider.people;
    await page
      .getByRole('main')
      .getByRole('link', { name: t('accounts:link') })
      .click();
    await page.getByRole('link', { name: t('accounts:shared') }).click();
    await page.getByLabel(t('accounts:sharedAddress')).fill(world.provider.sharedMailbox);
    await page.keyboard.press('Enter');
    await pickAccount(page, persona);
    await page.getByRole('heading', { name: t('accounts:startTitle') }).waitFor();
    await openAccounts(page, t);
    await accountCard(page, world.provider.sharedMailbox)
      .getByText(t('accounts:openedBy', { name: persona.userName }))
      .waitFor();
  });

  it('leads to the form for a password, with what has to be done first', async () => {
    await page
      .getByRole('main')
      .getByRole('link', { name: t('accounts:link') })
      .click();
    await lookFor('ann@icloud.com');
    await page.getByLabel(t('discovery:passwords.app-password'), { exact: true }).waitFor();
    await page.getByRole('link', { name: t('discovery:adviceLinks.app-password') }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('leads to the reason where nobody knows the domain', async () => {
    await lookFor('ann@nowhere.example');
    await page
      .getByRole('heading', { name: t('discovery:notFound.unknown', { domain: 'nowhere.example' }) })
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

/** What discovery answers to the address on each picture. */
const pictures: Readonly<Record<string, { address: string; answer: Discovery }>> = {
  'link-sign-in': {
    address: 'nora@halewick.test',
    answer: {
      found: true,
      provider: 'Microsoft 365',
      foundBy: 'mx',
      confirm: false,
      auth: 'oauth2-microsoft',
      imap: { host: 'outlook.office365.com', port: 993, security: 'tls' },
      smtp: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
      imapUser: 'nora@halewick.test',
      smtpUser: 'nora@halewick.test',
      advice: [],
    },
  },
  'link-servers': {
    address: 'nora@studio.example',
    answer: {
      found: true,
      provider: null,
      foundBy: 'autoconfig',
      confirm: true,
      auth: 'password',
      imap: { host: 'imap.hosting.example', port: 993, security: 'tls' },
      smtp: { host: 'smtp.hosting.example', port: 465, security: 'tls' },
      imapUser: 'nora',
      smtpUser: 'nora@studio.example',
      advice: [
        { kind: 'enable-imap', link: 'https://hosting.example/imap' },
        { kind: 'app-password', link: 'https://hosting.example/app-passwords' },
      ],
    },
  },
};

describe('the linking screen on a desk and on a phone, light and dark', () => {
  it.each(localeTag.options)('in %s', async (language) => {
    const state = await page.context().storageState();
    const visitor = await openVisitor(browser, { locale: language, storageState: state });
    const own = textsIn(language);
    for (const [screen, { address, answer }] of Object.entries(pictures)) {
      await visitor.page.route('**/api/v1/discover', (route) => route.fulfill({ json: answer }));
      await visitor.page.goto(`${world.address}/accounts/link`);
      await visitor.page.getByLabel(own('discovery:address')).fill(address);
      await visitor.page.keyboard.press('Enter');
      await visitor.page.locator('h2:focus').waitFor();
      await takeScreenshots(visitor.page, { folder: shots, screen, language }, async (shown) => {
        const { width = 0 } = shown.viewportSize() ?? {};
        expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      });
      await visitor.page.unroute('**/api/v1/discover');
    }
    await visitor.context.close();
  });
});
