import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { fillInbox } from './letters.ts';
import { openAccounts } from './steps/accounts.ts';
import { conversation, openConversation, row } from './steps/mail.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const t = textsIn('en');
let world: World;
let browser: Browser;
let page: Page;
/** What the screen said when the IMAP half refused, and when the SMTP half did. */
const refusals: string[] = [];

const persona = () => world.provider.people[0];
const half = (name: 'incoming' | 'outgoing') => page.getByRole('group', { name: t(`accounts:${name}`) });

beforeAll(async () => {
  world = await startWorld({
    provider: { imapPreset: 'dovecot', mail: 'none' },
    // The practice servers are on this machine, where an administrator has to let people link to.
    settings: { MAILROOM_ALLOW_PRIVATE_HOSTS: 'true' },
  });
  await fillInbox(world, ['Keys for the showroom']);
  browser = await launchBrowser();
  ({ page } = await openVisitor(browser));
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function press(): Promise<void> {
  await page.getByRole('button', { name: t('accounts:testAndLink') }).click();
}

describe('linking by IMAP and SMTP with a password', () => {
  tellAsStory({ page: () => page, log: () => world.log() });

  it('fills the form as far as the provider is known', async () => {
    await createAdministrator(page, world, t);
    await openAccounts(page, t);
    await page.getByRole('link', { name: t('accounts:link') }).click();
    await page.getByRole('link', { name: t('accounts:withImap') }).click();
    await page.getByRole('heading', { name: t('accounts:imapTitle') }).waitFor();
    const { imap, smtp, people } = world.provider;
    await page.getByLabel(t('accounts:address')).fill(people[0].userName);
    await page.getByLabel(t('accounts:displayName')).fill(people[0].name);
    await half('incoming').getByLabel(t('accounts:host')).fill(imap.host);
    await half('incoming').getByLabel(t('accounts:port')).fill(String(imap.port));
    await half('outgoing').getByLabel(t('accounts:host')).fill(smtp.host);
    await half('outgoing').getByLabel(t('accounts:port')).fill(String(smtp.port));
    expect(await half('incoming').getByLabel(t('accounts:user')).inputValue()).toBe(people[0].userName);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('saves nothing while one half refuses the password', async () => {
    const password = page.getByLabel(t('discovery:passwords.own'), { exact: true });
    await password.fill('not the password');
    await press();
    const alert = page.getByRole('alert');
    await alert.getByText(t('failures:login-refused')).waitFor();
    refusals.push(await alert.innerText());
    await password.fill(persona().password);
    await page.getByRole('checkbox', { name: t('accounts:ownSmtpPassword') }).check();
    await half('outgoing').getByLabel(t('accounts:smtpPassword'), { exact: true }).fill('not the password');
    await press();
    await alert.waitFor({ state: 'detached' });
    await alert.getByText(t('failures:login-refused')).waitFor();
    refusals.push(await alert.innerText());
    const { accounts } = (await (await page.request.get(`${world.address}/api/v1/accounts`)).json()) as {
      accounts: unknown[];
    };
    expect(accounts).toEqual([]);
  });

  it('links, synchronises and answers when both halves agree', async () => {
    await half('outgoing').getByLabel(t('accounts:smtpPassword'), { exact: true }).fill(persona().password);
    await press();
    await page.getByRole('heading', { name: t('accounts:startTitle') }).waitFor();
    await page.getByRole('button', { name: t('accounts:startButton') }).click();
    await row(page, 'Keys for the showroom').waitFor();
    await openConversation(page, t, 'Keys for the showroom');
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: t('reply:editor') }).click();
    await page.keyboard.type('Thank you, Priya.');
    await page.keyboard.press('Control+Enter');
    await conversation(page, t).getByRole('article', { name: persona().name }).waitFor();
    const received = world.provider.mail.folder('priya.nair@halewick.test', 'inbox');
    const sent = world.provider.mail.folder(persona().userName, 'sent');
    await expect
      .poll(() => [received.messages.length, sent.messages.length], { timeout: patience })
      .toEqual([1, 1]);
  });

  it('names the half that refused', () => {
    expect(refusals[0]).toContain(t('accounts:incoming'));
    expect(refusals[1]).toContain(t('accounts:outgoing'));
  });
});
