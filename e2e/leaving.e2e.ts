/** A colleague leaves: the administrator decides what becomes of their mailbox, and its new owner reads on where they left off. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seriousFindings } from './accessibility.ts';
import { ask } from './api.ts';
import { launchBrowser, openVisitor } from './browser.ts';
import { fillInbox, writeLetter } from './letters.ts';
import { linkWithPassword } from './steps/link-with-password.ts';
import { row } from './steps/mail.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const nora = { name: 'Nora Lind', email: 'nora@example.com', password: 'двенадцать белых чаек' };
const ben = { name: 'Ben Ortiz', email: 'ben@example.com', password: 'a quiet afternoon reading' };
const subject = 'Offer for the lamps';

describe.each(['en', 'ru'] as const)('a leaver handed over, in %s', (language) => {
  const t = textsIn(language);
  let world: World;
  let browser: Browser;
  let administrator: Page;
  let leaver: Page;
  let heir: Page;

  const persona = () => world.provider.people[0];

  beforeAll(async () => {
    world = await startWorld({
      provider: { imapPreset: 'dovecot', mail: 'none' },
      settings: { MAILROOM_ALLOW_PRIVATE_HOSTS: 'true' },
    });
    await fillInbox(world, [subject]);
    browser = await launchBrowser();
    const open = async (): Promise<Page> =>
      (await openVisitor(browser, { locale: language === 'en' ? 'en-GB' : language })).page;
    [administrator, leaver, heir] = [await open(), await open(), await open()];
  });

  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  tellAsStory({ page: () => administrator, log: () => world.log() });

  async function join(page: Page, person: typeof ben): Promise<void> {
    const body = { email: person.email, role: 'member' };
    const invited = await ask(administrator, 'POST', '/api/v1/invitations', body);
    const { link } = z.object({ link: z.url() }).parse(invited.json);
    await page.goto(`${world.address}/sign-in`);
    const token = new URL(link).hash.replace(/^#(token=)?/, '');
    const joined = await ask(page, 'POST', '/api/v1/invitation/accept', { token, ...person });
    expect(joined.status).toBe(200);
  }

  it('begins with a mailbox that nobody but its owner sees', async () => {
    await createAdministrator(administrator, world, t);
    await join(leaver, nora);
    await join(heir, ben);
    await linkWithPassword(leaver, world);
    await leaver.goto(`${world.address}/mail/inbox`);
    await row(leaver, subject).waitFor();
    await heir.goto(`${world.address}/accounts`);
    await heir.getByRole('heading', { name: t('accounts:title'), level: 1 }).waitFor();
    expect(await heir.getByText(persona().userName).count()).toBe(0);
  });

  it('is planned on one screen, which says what ends, and asks once more', async () => {
    await administrator.goto(`${world.address}/settings/people`);
    await administrator.getByRole('button', { name: t('people:actions', { name: nora.name }) }).click();
    await administrator.getByRole('menuitem', { name: t('leaving:menu') }).click();
    const begin = administrator.getByRole('button', { name: t('leaving:begin', { name: nora.name }) });
    await begin.waitFor();
    expect(await begin.isDisabled()).toBe(true);
    await administrator.getByText(t('leaving:private')).waitFor();
    await administrator.getByRole('radio', { name: t('leaving:fates.hand-over') }).click();
    await administrator.getByRole('combobox', { name: t('leaving:to') }).click();
    await administrator.getByRole('option', { name: ben.name }).click();
    expect(await seriousFindings(administrator)).toEqual([]);
    await begin.click();
    const dialog = administrator.getByRole('dialog');
    await dialog.getByText(persona().userName).waitFor();
    await dialog.getByRole('button', { name: t('leaving:confirmAction') }).click();
    await administrator
      .getByRole('heading', { name: t('leaving:reportTitle', { name: nora.name }), level: 1 })
      .waitFor();
  });

  it('takes the leaver off their screen, and gives the heir the mailbox with what was in it', async () => {
    await leaver.getByRole('heading', { name: t('session:signInTitle') }).waitFor();
    await heir.getByText(persona().userName).first().waitFor();
    await heir.goto(`${world.address}/mail/inbox`);
    await row(heir, subject).waitFor();
    const mailbox = world.provider.mail.folder(persona().userName, 'inbox');
    mailbox.append(
      await writeLetter({
        from: 'priya.nair@halewick.test',
        to: persona().userName,
        subject: 'And the chairs',
        text: 'Also agreed.',
        date: new Date(),
      }),
    );
    await row(heir, 'And the chairs').waitFor();
  });

  it('leaves a report to keep, and shows the administrator no mail', async () => {
    await administrator.getByText(t('leaving:noLeft')).waitFor();
    const downloading = administrator.waitForEvent('download');
    await administrator.getByRole('button', { name: t('leaving:download') }).click();
    const report = await readFile(await (await downloading).path(), 'utf8');
    expect(report).toContain(persona().userName);
    expect(report).toContain(ben.name);
    expect(report).not.toContain(subject);
    const { json } = await ask(administrator, 'GET', '/api/v1/accounts');
    expect(json).toEqual({ accounts: [] });
  });
});
