import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { fillInbox } from './letters.ts';
import { linkWithPassword } from './steps/link-with-password.ts';
import { folder, openConversation, row } from './steps/mail.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const t = textsIn('en');
let world: World;
let browser: Browser;
let page: Page;

const persona = () => world.provider.people[0];
const mailbox = () => world.provider.mail.mailbox(persona().userName);
/** Subjects of a folder, by any other client's eyes. */
function atProvider(path: string): string[] {
  const there = mailbox().findFolder(path);
  return (there?.messages ?? [])
    .map((message) => /^Subject: (.*?)\r$/im.exec(Buffer.from(message.raw()).toString())?.[1] ?? '')
    .sort();
}
const eventually = (path: string, subjects: readonly string[]) =>
  expect.poll(() => atProvider(path), { timeout: patience }).toEqual([...subjects]);

const letters = ['Invoice 7', 'Keys', 'Lunch', 'Old offer'];

beforeAll(async () => {
  world = await startWorld({
    provider: { imapPreset: 'dovecot', mail: 'none' },
    // The practice servers are on this machine, where an administrator has to let people link to.
    settings: { MAILROOM_ALLOW_PRIVATE_HOSTS: 'true' },
  });
  await fillInbox(world, letters);
  browser = await launchBrowser();
  ({ page } = await openVisitor(browser));
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

describe('moving mail', () => {
  tellAsStory({ page: () => page, log: () => world.log() });

  it('begins with a linked mailbox', async () => {
    await createAdministrator(page, world, t);
    await linkWithPassword(page, world);
    await page.goto(`${world.address}/mail/inbox`);
    for (const subject of letters) await row(page, subject).waitFor();
  });

  it('makes a folder at the provider, and says when its name is taken', async () => {
    const make = async (): Promise<void> => {
      await page.getByRole('button', { name: t('filing:newFolder') }).click();
      await page.getByLabel(t('filing:folderName')).fill('Receipts');
      await page.getByRole('button', { name: t('filing:create'), exact: true }).click();
    };
    await make();
    await folder(page, t, 'Receipts').waitFor();
    expect(mailbox().findFolder('Receipts')).toBeDefined();
    await make();
    await page.getByRole('dialog').getByText(t('failures:folder-exists')).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('moves with the keyboard alone: open, v, a few letters, Enter', async () => {
    await openConversation(page, t, 'Invoice 7');
    await page.keyboard.press('v');
    await page.getByRole('combobox', { name: t('filing:pickSearch') }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.type('recei');
    await page.keyboard.press('Enter');
    await row(page, 'Invoice 7').waitFor({ state: 'detached' });
    await eventually('Receipts', ['Invoice 7']);
    await eventually('INBOX', ['Keys', 'Lunch', 'Old offer']);
    await folder(page, t, 'Receipts').click();
    await row(page, 'Invoice 7').waitFor();
    await folder(page, t, t('folders:inbox')).click();
  });

  it('archives what is open', async () => {
    await openConversation(page, t, 'Keys');
    await page.keyboard.press('e');
    await row(page, 'Keys').waitFor({ state: 'detached' });
    await eventually('Archive', ['Keys']);
  });

  it('takes back what was thrown away, at the provider too', async () => {
    await openConversation(page, t, 'Lunch');
    await page.getByRole('button', { name: t('filing:trash'), exact: true }).click();
    await row(page, 'Lunch').waitFor({ state: 'detached' });
    await eventually('Trash', ['Lunch']);
    await page
      .getByText(t('filing:moved', { count: 1, folder: t('folders:trash') }))
      .last()
      .waitFor();
    await page.getByRole('button', { name: t('filing:undo') }).click();
    await row(page, 'Lunch').waitFor();
    await eventually('INBOX', ['Lunch', 'Old offer']);
    await eventually('Trash', []);
  });

  it('throws away what was chosen by the handful, and takes all of it back with one key', async () => {
    await page.getByRole('button', { name: t('selection:begin') }).click();
    await page.getByRole('checkbox', { name: t('selection:all') }).click();
    await page.getByRole('heading', { name: t('selection:count', { count: 2 }), level: 1 }).waitFor();
    await page
      .getByRole('toolbar', { name: t('selection:actions') })
      .getByRole('button', { name: t('filing:trash') })
      .click();
    await row(page, 'Lunch').waitFor({ state: 'detached' });
    await eventually('Trash', ['Lunch', 'Old offer']);
    await eventually('INBOX', []);
    await page.keyboard.press('z');
    await eventually('INBOX', ['Lunch', 'Old offer']);
    await eventually('Trash', []);
    for (const subject of ['Lunch', 'Old offer']) await row(page, subject).waitFor();
  });

  it('marks what was chosen, at the provider too', async () => {
    const seen = () =>
      (mailbox().findFolder('INBOX')?.messages ?? []).filter(({ flags }) => flags.has('\\Seen')).length;
    expect(seen()).toBe(1);
    await row(page, 'Old offer').click({ modifiers: ['ControlOrMeta'] });
    await row(page, 'Lunch').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Shift+I');
    await expect.poll(seen, { timeout: patience }).toBe(2);
    await page.keyboard.press('Escape');
  });

  it('deletes a folder once its mail is in the trash', async () => {
    await page
      .getByRole('button', { name: t('filing:actions', { name: 'Receipts' }) })
      .click({ force: true });
    await page.getByRole('menuitem', { name: t('filing:deleteFolder') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('filing:deleteFolderText', { count: 1 })).waitFor();
    await dialog.getByRole('button', { name: t('filing:deleteFolder') }).click();
    await folder(page, t, 'Receipts').waitFor({ state: 'detached' });
    expect(mailbox().findFolder('Receipts')).toBeUndefined();
    await eventually('Trash', ['Invoice 7']);
  });

  it('empties the trash after it has said how much goes, and touches nothing else', async () => {
    await openConversation(page, t, 'Old offer');
    await page.keyboard.press('#');
    await eventually('Trash', ['Invoice 7', 'Old offer']);
    await folder(page, t, t('folders:trash')).click();
    for (const subject of ['Invoice 7', 'Old offer']) await row(page, subject).waitFor();
    const name = t('folders:trash');
    await page.getByRole('button', { name: t('filing:actions', { name }) }).click({ force: true });
    await page.getByRole('menuitem', { name: t('filing:empty') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('filing:deleteText', { count: 2 })).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: t('filing:deleteForever') }).click();
    await row(page, 'Old offer').waitFor({ state: 'detached' });
    await eventually('Trash', []);
    expect(atProvider('INBOX')).toEqual(['Lunch']);
    expect(atProvider('Archive')).toEqual(['Keys']);
    await page
      .getByText(t('filing:deleted', { count: 2 }), { exact: true })
      .first()
      .waitFor();
  });

  it('says what the provider refuses, shows the message again, and tries again when asked', async () => {
    await folder(page, t, t('folders:inbox')).click();
    await openConversation(page, t, 'Lunch');
    world.provider.servers.imap.faults.refuse('MOVE', 'NO [OVERQUOTA] Mailbox is full');
    await page.keyboard.press('e');
    const notice = page.getByRole('alert');
    await notice.getByText(t('failures:mailbox-full')).waitFor();
    await row(page, 'Lunch').waitFor();
    expect(atProvider('INBOX')).toEqual(['Lunch']);
    await notice.getByRole('button', { name: t('filing:retry') }).click();
    await row(page, 'Lunch').waitFor({ state: 'detached' });
    await eventually('Archive', ['Keys', 'Lunch']);
  });
});
