/** An account that has gone unwell is found by the administrator, who speaks English, and mended by its owner, who speaks Russian. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seriousFindings } from './accessibility.ts';
import { ask } from './api.ts';
import { launchBrowser, openVisitor } from './browser.ts';
import { accountIs, openAccounts } from './steps/accounts.ts';
import { linkWithPassword } from './steps/link-with-password.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const en = textsIn('en');
const ru = textsIn('ru');
const owner = { name: 'Нора Линд', email: 'nora@example.com', password: 'двенадцать белых чаек' };
const newPassword = 'changed at the provider';

let world: World;
let browser: Browser;
let ada: Page;
let nora: Page;

const persona = () => world.provider.people[0];
const line = () => ada.getByRole('row').filter({ hasText: persona().userName });

beforeAll(async () => {
  world = await startWorld({
    provider: { imapPreset: 'dovecot', mail: 'none' },
    settings: { MAILROOM_ALLOW_PRIVATE_HOSTS: 'true' },
  });
  browser = await launchBrowser();
  ({ page: ada } = await openVisitor(browser));
  ({ page: nora } = await openVisitor(browser, { locale: 'ru' }));
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

describe('an account that has gone unwell', () => {
  tellAsStory({ page: () => ada, log: () => world.log() });

  it('worked before: its owner was invited and linked it', async () => {
    await createAdministrator(ada, world, en);
    const invited = await ask(ada, 'POST', '/api/v1/invitations', { email: owner.email, role: 'member' });
    const { link } = z.object({ link: z.url() }).parse(invited.json);
    await nora.goto(`${world.address}/sign-in`);
    const { hash, searchParams } = new URL(link);
    const token = searchParams.get('token') ?? hash.replace(/^#(token=)?/, '');
    const joined = await ask(nora, 'POST', '/api/v1/invitation/accept', {
      token,
      name: owner.name,
      email: owner.email,
      password: owner.password,
    });
    expect(joined.status).toBe(200);
    await linkWithPassword(nora, world);
    await nora.goto(`${world.address}/accounts`);
    await accountIs(nora, ru, persona().userName, 'watching');
  });

  it('is found by the administrator, without a word of its mail', async () => {
    // Somebody changes the password where the mailbox is.
    Reflect.set(persona(), 'password', newPassword);
    world.provider.servers.imap.expireSessions();
    await ada
      .getByRole('navigation', { name: en('shell:navigation') })
      .getByRole('link', { name: en('shell:allAccounts') })
      .click();
    await ada.getByRole('heading', { name: en('oversight:title'), level: 1 }).waitFor();
    await line().getByText(en('accounts:states.reconnect')).waitFor();
    await line().getByText(owner.name).waitFor();
    await line().getByText(en('oversight:needs.owner')).waitFor();
    expect(await seriousFindings(ada)).toEqual([]);
  });

  it('is asked for', async () => {
    await ada
      .getByRole('checkbox', { name: en('oversight:choose', { address: persona().userName }) })
      .check();
    await ada.getByRole('button', { name: en('oversight:actions.ask-owner') }).click();
    await ada.getByText(en('oversight:done.ask-owner', { count: 1 })).waitFor();
  });

  it('is mended by its owner, who reads why on the first screen', async () => {
    await nora.reload();
    await nora.getByText(ru('oversight:notices.asked', { address: persona().userName })).waitFor();
    await accountIs(nora, ru, persona().userName, 'reconnect');
    await nora
      .getByRole('main')
      .getByRole('button', { name: ru('accounts:reconnect') })
      .click();
    await nora.getByLabel(ru('accounts:imapPassword'), { exact: true }).fill(newPassword);
    await nora.getByLabel(ru('accounts:smtpPassword'), { exact: true }).fill(newPassword);
    await nora.getByRole('button', { name: ru('accounts:reconnect') }).click();
    await nora.getByRole('heading', { name: ru('accounts:title'), level: 1 }).waitFor();
    await openAccounts(nora, ru);
    await accountIs(nora, ru, persona().userName, 'watching');
  });

  it('works again on the administrator’s screen too', async () => {
    await line().getByText(en('accounts:states.watching')).waitFor();
  });
});
