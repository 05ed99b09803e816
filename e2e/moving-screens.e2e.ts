import type { LocaleTag } from '@mailroom/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor } from './browser.ts';
import { writeLetter } from './letters.ts';
import { screenshotFolder, takeScreenshots, type Width } from './screenshots.ts';
import { linkWithPassword } from './steps/link-with-password.ts';
import { folder, openConversation, row } from './steps/mail.ts';
import { createAdministrator, signIn } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { type Text, textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

/** One and the same person at two screens, each in a language of its own. */
interface Screen {
  readonly language: LocaleTag;
  readonly t: Text;
  readonly page: Page;
}

const letters = [
  [
    'Priya Nair',
    'Invoice 2026-1107: second instalment for the façade lighting',
    'Dear Nora, attached is the invoice we spoke about.',
  ],
  ['林晓雯', '样板间 1204：壁灯最终位置', '诺拉，你好：灯位已经和施工方确认，请查收附件。'],
  ['Tomasz Zieliński', 'Keys for the site office', 'The keys are with the porter until six.'],
  ['Ana Souza', 'Re: Lunch on Thursday?', 'Thursday suits me well, half past twelve at the corner.'],
  ['Weekly Light', 'What designers read this week', 'Daylight, glare, and a museum in Oslo.'],
  [
    'Екатерина Орлова',
    'Договор на поставку светильников, редакция 3',
    'Нора, добрый день! Во вложении новая редакция договора.',
  ],
  [
    'Marc Delacroix',
    'Devis corrigé – éclairage du hall',
    'Bonjour Nora, voici le devis corrigé selon vos remarques.',
  ],
  [
    'Northern Freight',
    'Your delivery arrives tomorrow between 8 and 12',
    'Two pallets, 312 kg. The driver calls before.',
  ],
] as const;

let world: World;
let browser: Browser;
let screens: readonly Screen[];
let shots: string;
const findings = new Set<string>();

beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startWorld({
    provider: { imapPreset: 'dovecot', mail: 'none' },
    settings: { MAILROOM_ALLOW_PRIVATE_HOSTS: 'true' },
  });
  const [nora] = world.provider.people;
  const { mail } = world.provider;
  const now = Date.now();
  for (const [at, [name, subject, text]] of letters.entries()) {
    const letter = {
      from: { name, address: `sender${at}@halewick.test` },
      to: nora.userName,
      subject,
      text,
      date: new Date(now - at * 3_600_000),
    };
    mail.folder(nora.userName, 'inbox').append(await writeLetter(letter), { internalDate: letter.date });
  }
  for (const path of ['Projects', 'Projects/Halewick Museum', 'Projects/Oslo', 'Receipts']) {
    mail.mailbox(nora.userName).createFolder(path);
  }
  browser = await launchBrowser();
  const at = async (language: LocaleTag, locale: string): Promise<Screen> => ({
    language,
    t: textsIn(language),
    page: (await openVisitor(browser, { locale })).page,
  });
  screens = [await at('en', 'en-GB'), await at('zh-CN', 'zh-CN')];
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function keep(screen: string, of: { width?: Width } = {}): Promise<void> {
  for (const { language, page } of screens) {
    await takeScreenshots(page, { folder: shots, screen, language, ...of }, async () => {
      const { width } = page.viewportSize() ?? { width: 0 };
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) findings.add(`${screen} in ${language}: ${wide} wide at ${width}`);
      if (language !== 'en' || width < 1000) return;
      for (const finding of await seriousFindings(page)) findings.add(`${screen}: ${finding}`);
    });
  }
}

async function each(act: (screen: Screen) => Promise<void>): Promise<void> {
  for (const screen of screens) await act(screen);
}

/** Opens the menu of a folder, which on a desk is shown to who points at it. */
async function openFolderMenu({ page, t }: Screen, name: string): Promise<void> {
  await folder(page, t, name).hover();
  await page.getByRole('button', { name: t('filing:actions', { name }) }).click();
  await page.getByRole('menu').waitFor();
}

async function dismiss({ page }: Screen): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

describe('moving mail, on a desk and on a phone, light and dark, in English and Chinese', () => {
  tellAsStory({ page: () => screens[0]?.page as Page, log: () => world.log() });

  it('begins with a linked mailbox', async () => {
    const [english, ...others] = screens;
    if (!english) throw new Error('No screen');
    await createAdministrator(english.page, world, english.t);
    await linkWithPassword(english.page, world);
    for (const { page, t } of others) {
      await page.goto(`${world.address}/sign-in`);
      await signIn(page, t);
    }
    await each(async ({ page }) => {
      await page.goto(`${world.address}/mail/inbox`);
      for (const [, subject] of letters) await row(page, subject).waitFor();
    });
  });

  it('conversations that are chosen', async () => {
    await each(async ({ page, t }) => {
      for (const key of ['j', 'j', 'x', 'Shift+J', 'Shift+J']) await page.keyboard.press(key);
      await page.getByRole('heading', { name: t('selection:count', { count: 3 }), level: 1 }).waitFor();
    });
    await keep('chosen');
  });

  it('the folder picker', async () => {
    await each(async ({ page, t }) => {
      await page.keyboard.press('v');
      await page.getByRole('combobox', { name: t('filing:pickSearch') }).waitFor();
      await page.keyboard.press('ArrowDown');
    });
    await keep('folder-picker');
    await each(async (screen) => {
      await dismiss(screen);
      await screen.page.keyboard.press('Escape');
    });
  });

  it('what can be taken back', async () => {
    const subjects = letters.map(([, subject]) => subject);
    const [first = '', second = ''] = subjects;
    for (const [at, { page, t }] of screens.entries()) {
      const subject = at === 0 ? first : second;
      await openConversation(page, t, subject);
      await page.keyboard.press('e');
      await row(page, subject).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: t('filing:undo') }).waitFor();
      // A pointer on a notice keeps it there for as long as its picture takes.
      await page.getByRole('button', { name: t('filing:undo') }).hover();
    }
    await keep('undo');
    await each(async ({ page, t }) => {
      await page
        .getByRole('alert')
        .getByRole('button', { name: t('shell:close') })
        .click();
    });
  });

  it('the menu of a folder', async () => {
    await each((screen) => openFolderMenu(screen, 'Receipts'));
    await keep('folder-menu', { width: 1440 });
    await each(async (screen) => {
      const { page, t } = screen;
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('button', { name: t('shell:openNavigation') }).click();
      await openFolderMenu(screen, 'Receipts');
    });
    await keep('folder-menu', { width: 390 });
    await each(async ({ page }) => void (await page.goto(`${world.address}/mail/inbox`)));
  });

  it('a new folder whose name is taken', async () => {
    await each(async ({ page, t }) => {
      await page.getByRole('button', { name: t('filing:newFolder') }).click();
      await page.getByLabel(t('filing:folderName')).fill('Receipts');
      await page.getByRole('button', { name: t('filing:create'), exact: true }).click();
      await page.getByRole('dialog').getByText(t('failures:folder-exists')).waitFor();
    });
    await keep('new-folder');
    await each(dismiss);
  });

  it('a folder to rename', async () => {
    await each(async (screen) => {
      await openFolderMenu(screen, 'Receipts');
      await screen.page.getByRole('menuitem', { name: screen.t('filing:rename') }).click();
      await screen.page.getByRole('dialog').waitFor();
    });
    await keep('rename-folder');
    await each(dismiss);
  });

  it('a folder to delete', async () => {
    await each(async (screen) => {
      await openFolderMenu(screen, 'Receipts');
      await screen.page.getByRole('menuitem', { name: screen.t('filing:deleteFolder') }).click();
      await screen.page.getByRole('dialog').waitFor();
    });
    await keep('delete-folder');
    await each(dismiss);
  });

  it('a trash to empty', async () => {
    const [english] = screens;
    if (!english) throw new Error('No screen');
    await english.page.keyboard.press('Control+a');
    await english.page.keyboard.press('#');
    await each(async (screen) => {
      const name = screen.t('folders:trash');
      await folder(screen.page, screen.t, name).click();
      await row(screen.page, 'Northern Freight').waitFor();
      await openFolderMenu(screen, name);
      await screen.page.getByRole('menuitem', { name: screen.t('filing:empty') }).click();
      await screen.page.getByRole('dialog').waitFor();
    });
    await keep('empty-trash');
    await each(dismiss);
  });

  it('what the provider refused', async () => {
    const [english] = screens;
    if (!english) throw new Error('No screen');
    world.provider.servers.imap.faults.refuse('MOVE', 'NO [OVERQUOTA] Mailbox is full');
    await row(english.page, 'Northern Freight').click({ modifiers: ['ControlOrMeta'] });
    await english.page.keyboard.press('e');
    await each(async ({ page, t }) => {
      await page.getByRole('alert').getByText(t('failures:mailbox-full')).waitFor();
    });
    await keep('refused');
  });

  it('have no serious or critical barrier, and nothing wider than the window', () => {
    expect([...findings]).toEqual([]);
  });
});
