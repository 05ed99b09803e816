import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { PracticeMessage } from '@mailroom/rig/mailbox/index';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor, patience, type Visitor } from './browser.ts';
import { writeLetter } from './letters.ts';
import { accountCard, accountIs, openAccounts } from './steps/accounts.ts';
import { conversation, folder, openConversation, row, search } from './steps/mail.ts';
import {
  addSecret,
  appName,
  createProviderApp,
  fillProviderApp,
  openNewProviderApp,
  secretField,
} from './steps/provider-app.ts';
import { consent, signInAtProvider } from './steps/provider-sign-in.ts';
import { createAdministrator, signIn, signOut } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const t = textsIn('en');
const measurements = Buffer.from('part,millimetres\r\nbracket,240\r\nrod,1180\r\n');
/** Words that no other message of the practice world has, each in another script. */
const foreign = [
  { words: 'абажур', subject: 'Латунный абажур для приёмной' },
  { words: '琉璃', subject: '琉璃灯罩的样品' },
  { words: 'echantillons opaline', subject: 'Échantillons d’opaline' },
];

let world: World;
let browser: Browser;
let visitor: Visitor;
let page: Page;
/** What axe-core had to say on the way, told at the end: it is no reason to break the story off. */
const findings = new Set<string>();

const persona = () => world.provider.people[0];
const inbox = () => world.provider.mail.folder(persona().userName, 'inbox');

function colleague(given: string) {
  const found = world.provider.people.find(({ userName }) => userName.startsWith(`${given}.`));
  if (found === undefined) throw new Error(`Nobody in the practice world is called ${given}`);
  return found;
}

async function inspect(): Promise<void> {
  for (const finding of await seriousFindings(page)) findings.add(finding);
}

const text = (message: PracticeMessage): string => Buffer.from(message.raw()).toString('latin1');

function onServer(subject: string): PracticeMessage {
  const found = inbox().messages.find((message) => text(message).includes(`\r\nSubject: ${subject}\r\n`));
  if (found === undefined) throw new Error(`The practice Inbox has no “${subject}”`);
  return found;
}

/** A letter to the persona put into her Inbox by another client's hands. */
async function deliver(letter: Parameters<typeof writeLetter>[0]): Promise<void> {
  inbox().append(await writeLetter({ to: persona().userName, date: new Date(), ...letter }));
}

/** Everything another client could see of the mailbox: folder, UIDVALIDITY, UID and flags. */
function wholeMailbox(): string[] {
  return world.provider.mail
    .mailbox(persona().userName)
    .folders()
    .flatMap(({ path, uidValidity, messages }) =>
      messages.map(({ uid, flags }) => `${path} ${uidValidity} ${uid} ${[...flags].sort().join(' ')}`),
    );
}

beforeAll(async () => {
  world = await startWorld();
  browser = await launchBrowser();
  visitor = await openVisitor(browser);
  page = visitor.page;
  for (const { subject } of foreign)
    await deliver({ from: colleague('giulia').userName, subject, text: subject });
  await deliver({
    from: { name: colleague('claire').name, address: colleague('claire').userName },
    subject: 'Brackets for the quayside',
    html: `<h1 style="background:url(https://tracker.example/h.png)">Brackets</h1>
      <p>Please look at the <b>measurements</b> before Friday.</p>
      <img src="https://tracker.example/pixel.gif?who=nora" alt="">
      <script>parent.postMessage('ran', '*'); fetch('https://tracker.example/ran')</script>
      <form action="https://tracker.example/form"><input name="password"></form>`,
    attachments: [{ filename: 'measurements.csv', content: measurements }],
  });
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

describe('the journey', () => {
  tellAsStory({ page: () => page, log: () => world.log() });

  it('begins with the printed link, which makes the first administrator', async () => {
    await page.goto(world.setupLink);
    await page.getByRole('heading', { name: t('session:setupTitle') }).waitFor();
    await inspect();
    await createAdministrator(page, world, t);
    await inspect();
  });

  it('tells the redirect URI to copy, refuses a Secret ID in words, and takes the value', async () => {
    const { provider } = world;
    await openNewProviderApp(page, t);
    await page.getByRole('button', { name: t('failure:copy') }).click();
    await page.getByRole('button', { name: t('failure:copied') }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${world.address}/oauth2/callback`,
    );
    await fillProviderApp(page, provider, t);
    await inspect();
    await createProviderApp(page, t);
    await secretField(page, t).fill(provider.clientSecret.id);
    await secretField(page, t).blur();
    await page.getByText(t('fields:secret-id-instead-of-value')).waitFor();
    await inspect();
    await addSecret(page, t, provider.clientSecret.value);
    expect(await page.content()).not.toContain(provider.clientSecret.value);
  });

  it('links a mailbox through the provider’s sign-in pages', async () => {
    await openAccounts(page, t);
    await page.getByRole('link', { name: t('accounts:link') }).click();
    await page.getByRole('button', { name: t('accounts:continueWith', { name: appName }) }).waitFor();
    await inspect();
    await page.getByRole('button', { name: t('accounts:continueWith', { name: appName }) }).click();
    await signInAtProvider(page, persona());
    await consent(page);
    await page.getByRole('heading', { name: t('accounts:startTitle') }).waitFor();
    expect(new URL(page.url()).origin).toBe(world.address);
    await inspect();
  });

  it('asks for the first date, then shows how far it is while mail is there to read', async () => {
    await page.getByRole('radio', { name: t('accounts:starts.everything') }).click();
    await page.getByRole('button', { name: t('accounts:startButton') }).click();
    await page.getByRole('progressbar', { name: persona().userName }).waitFor();
    await row(page, 'Brackets for the quayside').waitFor();
    await inspect();
    await openAccounts(page, t);
    await accountIs(page, t, persona().userName, 'watching', 3 * patience);
    await inspect();
  });

  it('lists the folders with as many unread messages as the server has', async () => {
    await folder(page, t, t('folders:inbox')).click();
    await row(page, 'Brackets for the quayside').waitFor();
    const unread = inbox().messages.filter(({ flags }) => !flags.has('\\Seen')).length;
    expect(unread).toBeGreaterThan(0);
    expect(await folder(page, t, t('folders:inbox')).textContent()).toContain(
      t('mail:unreadCount', { count: unread }),
    );
    for (const name of ['The Quayside', '西湖云栖']) await folder(page, t, name).waitFor();
  });

  it.each(foreign)('finds “$words” in the text', async ({ words, subject }) => {
    await search(page, t, words);
    await row(page, subject).waitFor();
    await page.getByText(t('reader:found', { count: 1 })).waitFor();
  });

  it('says when nothing is found', async () => {
    await search(page, t, 'zzyzx');
    await page.getByText(t('reader:nothingFoundTitle')).waitFor();
    await inspect();
    await page.getByRole('button', { name: t('reader:clearSearch') }).click();
    await row(page, 'Brackets for the quayside').waitFor();
  });

  it('shows HTML mail in a frame that reaches neither the page nor the network, and marks it read', async () => {
    const opened = await openConversation(page, t, 'Brackets for the quayside');
    const frame = opened.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Brackets' }).waitFor();
    await opened.getByText(t('mail:remoteBlocked', { count: 2 })).waitFor();
    expect(await frame.locator('body').evaluate(() => window.origin)).toBe('null');
    expect(await frame.locator('script, form, input').count()).toBe(
      await frame.locator('head script, body > script').count(),
    );
    expect(visitor.strangers).toEqual([]);
    expect(visitor.complaints).toEqual([]);
    await inspect();
    await expect
      .poll(() => [...onServer('Brackets for the quayside').flags], { timeout: patience })
      .toContain('\\Seen');
  });

  it('gives an attachment as it was sent', async () => {
    const link = conversation(page, t).getByRole('link', { name: 'measurements.csv' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('measurements.csv');
    expect(await readFile(await download.path())).toEqual(measurements);
  });

  it('answers with plain formatting, once', async () => {
    const opened = conversation(page, t);
    await opened
      .getByRole('button', { name: t('reply:reply'), exact: true })
      .last()
      .click();
    const editor = page.getByRole('textbox', { name: t('reply:editor') });
    await editor.click();
    await page.keyboard.type('The rods are ');
    await page.getByRole('button', { name: t('reply:bold') }).click();
    await page.keyboard.type('too long');
    await page.getByRole('button', { name: t('reply:bold') }).click();
    await page.keyboard.type(', the brackets fit.');
    await inspect();
    await page.getByRole('button', { name: t('reply:send') }).click();
    const claires = world.provider.mail.folder(colleague('claire').userName, 'inbox');
    const isAnswer = (message: PracticeMessage) => text(message).includes('The rods are');
    await expect.poll(() => claires.messages.filter(isAnswer), { timeout: patience }).toHaveLength(1);
    const answer = claires.messages.filter(isAnswer).map(text).join();
    expect(answer).toContain('<strong>too long</strong>');
    expect(answer).toMatch(/^Subject: Re: Brackets for the quayside\r$/m);
    const question = /^Message-ID: (<[^>]+>)/im.exec(text(onServer('Brackets for the quayside')))?.[1];
    expect(/^In-Reply-To: (.*)\r$/m.exec(answer)?.[1]).toBe(question);
    const copies = world.provider.mail
      .mailbox(persona().userName)
      .folders()
      .flatMap(({ path, messages }) => messages.filter(isAnswer).map(() => path));
    expect(copies).toEqual([world.provider.mail.folder(persona().userName, 'sent').path]);
  });

  it('shows the answer once when the provider’s copy has come back', async () => {
    const opened = conversation(page, t);
    const answers = opened.getByRole('article', { name: persona().name });
    await answers.frameLocator('iframe').getByText('too long').waitFor();
    expect(await answers.count()).toBe(1);
    await opened
      .getByRole('region', { name: t('outgoing:state.sent'), exact: true })
      .waitFor({ state: 'detached' });
  });

  it('shows what other clients do without a reload: fresh mail, a star, a deletion', async () => {
    await folder(page, t, t('folders:inbox')).click();
    await deliver({
      from: colleague('samuel').userName,
      subject: 'Invoice 4411 is paid',
      text: 'As promised.',
    });
    const fresh = row(page, 'Invoice 4411 is paid');
    await fresh.waitFor();
    inbox().addFlags(onServer('Invoice 4411 is paid').uid, ['\\Flagged']);
    await fresh.getByText(t('mail:starred')).waitFor({ state: 'attached' });
    inbox().expunge(onServer('Invoice 4411 is paid').uid);
    await fresh.waitFor({ state: 'detached' });
  });

  it('is read with the keyboard alone', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.keyboard.press('/');
    expect(await focused()).toBe(t('reader:searchLabel'));
    await page.keyboard.type('琉璃');
    await page.getByRole('heading', { name: t('reader:searchResults', { words: '琉璃' }) }).waitFor();
    await row(page, '琉璃灯罩的样品').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('listbox').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const opened = conversation(page, t);
    await opened
      .getByRole('heading', { name: '琉璃灯罩的样品', level: 2 })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('r');
    await page
      .getByRole('textbox', { name: t('reply:editor') })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Shift+Tab');
    await opened.getByRole('button', { name: t('reply:discard') }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: t('reply:editor') }).waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await opened.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: t('commands:title') }).waitFor();
    await inspect();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('lets the person out and in again', async () => {
    await signOut(page, t);
    expect((await page.request.get(`${world.address}/api/v1/accounts`)).status()).toBe(401);
    await inspect();
    await signIn(page, t);
    await row(page, 'Brackets for the quayside').waitFor();
  });

  it('asks to reconnect when the provider has ended the grant, and one click mends it', async () => {
    const { identity, imap } = world.provider.servers;
    identity.expireRefreshTokens();
    identity.expireAccessTokens();
    imap.expireSessions();
    await openAccounts(page, t);
    await accountIs(page, t, persona().userName, 'reconnect');
    const card = accountCard(page, persona().userName);
    await card.getByText(t('failures:grant-ended')).waitFor();
    await inspect();
    await card
      .getByRole('button', { name: t('accounts:reconnect') })
      .first()
      .click();
    await accountIs(page, t, persona().userName, 'watching');
  });

  it('unlinks: says where access is withdrawn, forgets the mail, and leaves the mailbox as it is', async () => {
    const before = wholeMailbox();
    const card = accountCard(page, persona().userName);
    await card.getByRole('button', { name: t('accounts:unlink') }).click();
    const asking = page.getByRole('dialog', {
      name: t('accounts:unlinkTitle', { address: persona().userName }),
    });
    await asking.getByText(t('accounts:unlinkText')).waitFor();
    await inspect();
    await asking.getByRole('button', { name: t('accounts:unlink') }).click();
    const told = page.getByRole('dialog', {
      name: t('accounts:unlinkedTitle', { address: persona().userName }),
    });
    const [provider] = await Promise.all([
      visitor.context.waitForEvent('page'),
      told.getByRole('link', { name: t('accounts:withdraw') }).click(),
    ]);
    await provider.locator('main[data-page=permitted-apps]').waitFor();
    await provider.close();
    await told
      .getByRole('button', { name: t('shell:close') })
      .last()
      .click();
    await page.getByText(t('accounts:emptyTitle')).waitFor();

    const store = new DatabaseSync(join(world.dataDirectory, 'mailroom.sqlite'), { readOnly: true });
    for (const table of ['accounts', 'credentials', 'folders', 'messages', 'places', 'bodies']) {
      await expect
        .poll(() => store.prepare(`select count(*) as rows from ${table}`).get(), {
          timeout: patience,
          message: table,
        })
        .toEqual({ rows: 0 });
    }
    store.close();
    expect(wholeMailbox()).toEqual(before);
  });

  it('has asked no host but this machine, and broken no rule of its own pages', () => {
    expect(visitor.strangers).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });

  it('shows no screen with a serious or critical barrier', () => {
    expect([...findings]).toEqual([]);
  });
});
