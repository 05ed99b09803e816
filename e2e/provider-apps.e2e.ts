/** Ways to a working provider app beside a secret typed into a form: a certificate made here, an administrator's consent, Google. */
import { readFile } from 'node:fs/promises';
import { type ProviderAppInput, providerApp } from '@mailroom/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './api.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { writeLetter } from './letters.ts';
import { type GoogleBeside, startGoogleBeside } from './practice-google.ts';
import { row } from './steps/mail.ts';
import { consent, signInAtProvider } from './steps/provider-sign-in.ts';
import { createAdministrator } from './steps/set-up.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const t = textsIn('en');
const subject = 'Keys for the showroom';

let world: World;
let beside: GoogleBeside;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  beside = await startGoogleBeside();
  world = await startWorld({
    provider: { mail: 'none' },
    settings: (practice) => beside.settings(practice),
  });
  beside.google.registerRedirectUri(`${world.address}/oauth2/callback`);
  browser = await launchBrowser();
  ({ page } = await openVisitor(browser));
  await createAdministrator(page, world, t);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
  await beside?.close();
});

async function enter(input: ProviderAppInput): Promise<string> {
  return providerApp.parse((await ask(page, 'POST', '/api/v1/provider-apps', input)).json).id;
}

const atMicrosoft = (name: string): ProviderAppInput => ({
  provider: 'microsoft',
  name,
  access: 'people',
  cloudId: 'practice',
  tenant: world.provider.tenant,
  clientId: world.provider.clientId,
  credential: null,
});

/** The registration in the portal, with these changes. */
function register(changes: { certificates?: string[]; withSecret: boolean }): void {
  const { servers, clientId, clientSecret, tenant } = world.provider;
  servers.identity.addRegistration({
    clientId,
    tenant,
    name: 'Mailroom',
    audience: 'AzureADandPersonalMicrosoftAccount',
    redirectUris: [`${world.address}/oauth2/callback`],
    secrets: changes.withSecret ? [clientSecret] : [],
    certificates: changes.certificates ?? [],
    permissions: [
      'openid',
      'profile',
      'email',
      'offline_access',
      'IMAP.AccessAsUser.All',
      'SMTP.Send',
      'User.Read',
    ],
  });
}

async function begins(): Promise<void> {
  await page.getByRole('heading', { name: t('accounts:startTitle') }).waitFor();
  await page.getByRole('radio', { name: t('accounts:starts.everything') }).click();
  await page.getByRole('button', { name: t('accounts:startButton') }).click();
  // From here it leads back to whatever screen the linking began on.
  await page.waitForURL(({ pathname }) => !pathname.endsWith('/start'));
  await page.goto(`${world.address}/mail/inbox`);
  await row(page, subject)
    .first()
    .waitFor({ timeout: 3 * patience });
}

const letter = (to: string) =>
  writeLetter({
    from: 'priya.nair@halewick.test',
    to,
    subject,
    text: 'They are at the front desk.',
    date: new Date(),
  });

describe('an app that proves itself by a certificate', () => {
  it('is refused until the public half is uploaded, and then links a mailbox without any secret', async () => {
    const app = await enter(atMicrosoft('By certificate'));
    const [persona] = world.provider.people;
    world.provider.mail.folder(persona.userName, 'inbox').append(await letter(persona.userName));
    await page.goto(`${world.address}/settings/provider-apps/${app}`);
    await page.getByRole('button', { name: t('providerApps:addCertificate') }).click();
    const download = page.getByRole('button', { name: t('providerApps:download') });
    await download.waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
    expect(file.suggestedFilename()).toMatch(/\.cer$/);
    const certificate = await readFile(await file.path(), 'utf8');
    expect(certificate).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(certificate).not.toContain('PRIVATE');

    await page.goto(`${world.address}/settings/provider-apps/${app}/doctor`);
    await page.getByRole('button', { name: t('doctor:run') }).click();
    const secret = page.locator('article[data-check=secret]');
    await page.locator('article[data-check=secret][data-state=wrong]').waitFor({ timeout: 3 * patience });
    await secret.getByText(t('catalogue:client-assertion-refused.what')).waitFor();
    register({ certificates: [certificate], withSecret: false });
    await page.getByRole('button', { name: t('doctor:run') }).click();
    await page.locator('article[data-check=secret][data-state=right]').waitFor({ timeout: 3 * patience });

    await page
      .getByRole('button', { name: t('doctor:steps.linkMailbox') })
      .first()
      .click();
    await signInAtProvider(page, persona);
    await consent(page);
    await begins();
    register({ withSecret: true });
  });
});

describe('an organisation whose people may not consent', () => {
  it('is asked by a link that a stranger to Mailroom follows, and the answer is on the administrator’s screen', async () => {
    const { identity } = world.provider.servers;
    identity.requireAdminConsent(world.provider.tenant);
    const chief = identity.addPerson({
      tenant: world.provider.tenant,
      name: 'Ines Prado',
      userPrincipalName: 'ines.prado@halewick.test',
      email: 'ines.prado@halewick.test',
      password: 'practice-ines',
      administrator: true,
    });
    const app = await enter({
      ...atMicrosoft('By consent'),
      credential: { kind: 'secret', value: world.provider.clientSecret.value, expires: null },
    });
    const path = `${world.address}/settings/provider-apps/${app}`;
    await page.goto(path);
    await page.getByRole('button', { name: t('providerApps:consentMake') }).click();
    const link = await page.getByRole('link', { name: t('providerApps:consentOpen') }).getAttribute('href');

    const stranger = await openVisitor(browser);
    await stranger.page.goto(link ?? '');
    const { name, userPrincipalName: userName } = chief;
    await signInAtProvider(stranger.page, { name, userName, password: 'practice-ines' });
    await consent(stranger.page);
    await stranger.page.getByRole('heading', { name: t('consent:titles.granted') }).waitFor();
    expect(stranger.complaints).toEqual([]);

    // The link is good for one answer: a second visit of the same address grants nothing anew.
    await stranger.page.reload();
    await stranger.page.getByRole('heading', { name: t('consent:titles.granted') }).waitFor();
    await stranger.context.close();
    await page.goto(path);
    await page.getByText(t('providerApps:consentGranted'), { exact: true }).waitFor();
    await page.getByText(world.provider.tenant, { exact: true }).waitFor();
  });

  it('lets its people link without being asked', async () => {
    const colleague = world.provider.people[1] ?? world.provider.people[0];
    world.provider.mail.folder(colleague.userName, 'inbox').append(await letter(colleague.userName));
    await page.goto(`${world.address}/accounts/link`);
    await page.getByRole('button', { name: t('accounts:continueWith', { name: 'By consent' }) }).click();
    await page.getByRole('button', { name: 'Use another account' }).click();
    await page.getByLabel('User name or e-mail address').fill(colleague.userName);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Password', { exact: true }).fill(colleague.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await begins();
  });
});

describe('Google', () => {
  it('links a Gmail mailbox through its own pages, and its mail can be read', async () => {
    const { google } = beside;
    const [persona] = google.people;
    if (persona === undefined) throw new Error('The practice Google has no people');
    google.mail.folder(persona.userName, 'inbox').append(await letter(persona.userName));
    await enter({
      provider: 'google',
      name: 'Gmail',
      cloudId: google.cloud.id,
      clientId: google.clientId,
      credential: { kind: 'secret', value: google.clientSecret, expires: null },
    });
    await page.goto(`${world.address}/accounts/link`);
    await page.getByRole('button', { name: t('accounts:continueWith', { name: 'Gmail' }) }).click();
    await page.getByLabel('Email').fill(persona.userName);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Enter your password').fill(persona.password);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.locator('main[data-page=consent]').getByRole('button', { name: 'Continue' }).click();
    await begins();
  });
});
