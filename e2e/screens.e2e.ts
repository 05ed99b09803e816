import type { LocaleTag } from '@mailroom/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { writeLetter } from './letters.ts';
import { screenshotFolder, takeScreenshots } from './screenshots.ts';
import { accountIs } from './steps/accounts.ts';
import { folder, openConversation, row, search } from './steps/mail.ts';
import {
  addSecret,
  appName,
  createProviderApp,
  fillProviderApp,
  openNewProviderApp,
  secretField,
} from './steps/provider-app.ts';
import { consent, refuseConsent, signInAtProvider } from './steps/provider-sign-in.ts';
import { createAdministrator, signIn, signOut } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { type Text, textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

/** One and the same person at two screens, each in a language of its own. */
interface Screen {
  readonly language: LocaleTag;
  readonly t: Text;
  readonly page: Page;
}

const longSubject =
  'Re: Fwd: 西湖云栖 – mock-up room 1204: final positions of the wall lamps, cable exits and dimmers before the ceiling is closed (please confirm by Friday)';

let world: World;
let browser: Browser;
let english: Screen;
let screens: readonly Screen[];
let shots: string;
const findings = new Set<string>();

async function openScreen(language: LocaleTag, locale: string): Promise<Screen> {
  const { page } = await openVisitor(browser, { locale });
  return { language, t: textsIn(language), page };
}

beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startWorld();
  browser = await launchBrowser();
  english = await openScreen('en', 'en-GB');
  screens = [english, await openScreen('zh-CN', 'zh-CN')];
  const [nora] = world.provider.people;
  const inbox = world.provider.mail.folder(nora.userName, 'inbox');
  const lin = world.provider.people.find(({ userName }) => userName.startsWith('lin.')) ?? nora;
  const letter = {
    from: { name: lin.name, address: lin.userName },
    to: { name: nora.name, address: nora.userName },
    subject: longSubject,
    text: '诺拉，你好：\n\n样板间 1204 的壁灯位置已经和施工方确认，出线口高度 1,650 mm。\nThe drawings are attached. Could you confirm the dimmers by Friday, please?\n\n谢谢！\n林晓雯',
    attachments: [
      { filename: '样板间-1204-灯位图.pdf', content: Buffer.alloc(183_000, '%') },
      {
        filename: 'dimmer schedule, revision C, with the electrician’s remarks.xlsx',
        content: Buffer.alloc(24_400, '.'),
      },
    ],
  };
  inbox.append(await writeLetter({ ...letter, date: new Date() }));
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Keeps the screen as it stands in every size, colour and language; what is wrong with it is told by the last test. */
async function keep(screen: string): Promise<void> {
  for (const { language, page } of screens) {
    await takeScreenshots(page, { folder: shots, screen, language }, async () => {
      const { width } = page.viewportSize() ?? { width: 0 };
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) findings.add(`${screen} in ${language}: ${wide} wide at ${width}`);
      // Colours differ by scheme; the parts are the same in every language and size.
      if (language !== 'en' || width < 1000) return;
      for (const finding of await seriousFindings(page)) findings.add(`${screen} at ${width}: ${finding}`);
    });
  }
}

/** Brings the same address up on every screen. */
async function goto(path: string): Promise<void> {
  for (const { page } of screens) await page.goto(`${world.address}${path}`);
}

describe('every screen on a desk and on a phone, light and dark, in English and Chinese', () => {
  tellAsStory({ page: () => english.page, log: () => world.log() });

  it('set-up', async () => {
    for (const { page, t } of screens) {
      await page.goto(world.setupLink);
      await page.getByRole('heading', { name: t('session:setupTitle') }).waitFor();
    }
    await keep('set-up');
    await createAdministrator(english.page, world, english.t);
  });

  it('sign-in', async () => {
    await signOut(english.page, english.t);
    await goto('/sign-in');
    for (const { page, t } of screens)
      await page.getByRole('heading', { name: t('session:signInTitle') }).waitFor();
    await keep('sign-in');
    for (const { page, t } of screens) await signIn(page, t);
  });

  it('provider app with a Secret ID refused', async () => {
    await openNewProviderApp(english.page, english.t);
    await fillProviderApp(english.page, world.provider, english.t);
    await createProviderApp(english.page, english.t);
    await goto(new URL(english.page.url()).pathname);
    for (const { page, t } of screens) {
      await secretField(page, t).fill(world.provider.clientSecret.id);
      await secretField(page, t).blur();
      await page.getByText(t('fields:secret-id-instead-of-value')).scrollIntoViewIfNeeded();
    }
    await keep('provider-app');
    await addSecret(english.page, english.t, world.provider.clientSecret.value);
  });

  it('link', async () => {
    await goto('/accounts/link');
    for (const { page, t } of screens)
      await page.getByRole('button', { name: t('accounts:continueWith', { name: appName }) }).waitFor();
    await keep('link');
  });

  it('a link that failed', async () => {
    const { page, t } = english;
    await page.getByRole('button', { name: t('accounts:continueWith', { name: appName }) }).click();
    await signInAtProvider(page, world.provider.people[0]);
    await refuseConsent(page);
    await page.getByText(t('failures:consent-refused')).waitFor();
    const { pathname, search: query } = new URL(page.url());
    await goto(pathname + query);
    for (const screen of screens) await screen.page.getByText(screen.t('failures:consent-refused')).waitFor();
    await keep('error');
  });

  it('start date', async () => {
    const { page, t } = english;
    await page.getByRole('link', { name: t('accounts:link') }).click();
    await page.getByRole('button', { name: t('accounts:continueWith', { name: appName }) }).click();
    await page.locator('main[data-page=account]').getByRole('button').first().click();
    await consent(page);
    await page.getByRole('heading', { name: t('accounts:startTitle') }).waitFor();
    await goto(new URL(page.url()).pathname);
    for (const screen of screens)
      await screen.page.getByRole('heading', { name: screen.t('accounts:startTitle') }).waitFor();
    await keep('start-date');
  });

  it('synchronising', async () => {
    const { page, t } = english;
    const stalled = world.provider.servers.imap.faults.stall('FETCH', { afterBytes: 400_000 });
    await page.getByRole('radio', { name: t('accounts:starts.everything') }).click();
    await page.getByRole('button', { name: t('accounts:startButton') }).click();
    await row(page, '1204').waitFor();
    await goto('/accounts');
    await expect.poll(() => stalled.strikes, { timeout: patience }).toBeGreaterThan(0);
    for (const screen of screens) {
      // At its beginning the bar has no width, and Playwright takes it for hidden.
      await screen.page.getByRole('progressbar').first().waitFor({ state: 'attached' });
    }
    await keep('synchronising');
    stalled.lift();
    await accountIs(page, t, world.provider.people[0].userName, 'watching', 3 * patience);
  });

  it('mail list', async () => {
    await goto('/mail/inbox');
    for (const { page } of screens) await row(page, '1204').waitFor();
    await keep('list');
  });

  it('conversation', async () => {
    for (const { page, t } of screens) await openConversation(page, t, longSubject);
    await keep('conversation');
  });

  it('reply', async () => {
    for (const { page, t, language } of screens) {
      await page.keyboard.press('r');
      await page.getByRole('textbox', { name: t('reply:editor') }).click();
      await page.keyboard.type(
        language === 'en'
          ? 'Dear Xiaowen, the dimmers are confirmed. Floors 12 to 14 follow on Monday.'
          : '晓雯，你好！调光器已确认，12 至 14 层的图纸周一发出。',
      );
      await page.getByRole('button', { name: t('reply:send') }).scrollIntoViewIfNeeded();
    }
    await keep('reply');
  });

  it('newsletter', async () => {
    await goto('/mail/inbox');
    for (const { page, t } of screens) {
      await folder(page, t, 'Newsletters').click();
      await page.getByRole('heading', { name: 'Newsletters', level: 1 }).waitFor();
      await page.getByRole('option').first().click();
      await page.locator('iframe[data-shown]').first().waitFor();
    }
    await keep('newsletter');
  });

  it('a search that finds nothing', async () => {
    await goto('/mail/inbox');
    for (const { page, t } of screens) {
      await search(page, t, 'zzyzx');
      await page.getByText(t('reader:nothingFoundTitle')).waitFor();
    }
    await keep('empty-search');
  });

  it('an account to reconnect', async () => {
    const { identity, imap } = world.provider.servers;
    identity.expireRefreshTokens();
    identity.expireAccessTokens();
    imap.expireSessions();
    await goto('/accounts');
    for (const { page, t } of screens)
      await accountIs(page, t, world.provider.people[0].userName, 'reconnect');
    await keep('reconnect');
  });

  it('have no serious or critical barrier, and nothing wider than the window', () => {
    expect([...findings]).toEqual([]);
  });
});
