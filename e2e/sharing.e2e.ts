/**
 * Sharing, in two languages: an owner lets a colleague and a group in, level by level, and takes it back; shares a single conversation; and
 * is told when an administrator breaks the glass. What the colleague's screen shows is what the level allows, no more and no less.
 */
import type { SharedLevel } from '@mailroom/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seriousFindings } from './accessibility.ts';
import { ask } from './api.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { fillInbox } from './letters.ts';
import { linkWithPassword } from './steps/link-with-password.ts';
import { conversation, folder, openConversation, row } from './steps/mail.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const owner = { name: 'Nora Lind', email: 'nora@example.com', password: 'двенадцать белых чаек' };
const ben = { name: 'Ben Ortiz', email: 'ben@example.com', password: 'a quiet afternoon reading' };
const cleo = { name: 'Cleo Marsh', email: 'cleo@example.com', password: 'a loud morning of writing' };
const letters = ['Offer for the lamps', 'Lunch on Friday'] as const;
const [offer, lunch] = letters;
const group = 'Showroom';
/** Within which whatever was withdrawn is off every screen. */
const withdrawnWithin = 5_000;

describe.each(['en', 'ru'] as const)('sharing a mailbox, in %s', (language) => {
  const t = textsIn(language);
  let world: World;
  let browser: Browser;
  let ada: Page;
  let nora: Page;
  let colleague: Page;
  let member: Page;
  const ids = new Map<string, string>();
  let accountId: string;

  const persona = () => world.provider.people[0];
  const idOf = (name: string): string => ids.get(name) ?? '';
  const withId = z.object({ id: z.string() });
  const atProvider = (subject: string) =>
    world.provider.mail
      .folder(persona().userName, 'inbox')
      .messages.find((message) => Buffer.from(message.raw()).toString().includes(`Subject: ${subject}`));

  beforeAll(async () => {
    world = await startWorld({
      provider: { imapPreset: 'dovecot', mail: 'none' },
      settings: { MAILROOM_ALLOW_PRIVATE_HOSTS: 'true' },
    });
    await fillInbox(world, letters);
    browser = await launchBrowser();
    const open = async (): Promise<Page> =>
      (await openVisitor(browser, { locale: language === 'en' ? 'en-GB' : language })).page;
    [ada, nora, colleague, member] = [await open(), await open(), await open(), await open()];
  });

  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  tellAsStory({ page: () => nora, log: () => world.log() });

  async function join(page: Page, person: typeof ben): Promise<void> {
    const invited = await ask(ada, 'POST', '/api/v1/invitations', { email: person.email, role: 'member' });
    const { link } = z.object({ link: z.url() }).parse(invited.json);
    await page.goto(`${world.address}/sign-in`);
    const { hash, searchParams } = new URL(link);
    const token = searchParams.get('token') ?? hash.replace(/^#(token=)?/, '');
    const joined = await ask(page, 'POST', '/api/v1/invitation/accept', { token, ...person });
    expect(joined.status).toBe(200);
    ids.set(person.name, withId.parse((await ask(page, 'GET', '/api/v1/me')).json).id);
  }

  async function openSharing(): Promise<void> {
    await nora.goto(`${world.address}/accounts/${accountId}`);
    await nora.getByRole('heading', { name: t('sharing:title') }).waitFor();
  }

  /** By the owner's own hand: whom, which level, and what they read before they press. */
  async function share(withWhom: string, level: SharedLevel): Promise<void> {
    await nora.getByRole('button', { name: t('sharing:share'), exact: true }).click();
    const dialog = nora.getByRole('dialog');
    await dialog.getByRole('combobox', { name: t('sharing:with') }).click();
    await nora.getByRole('option', { name: withWhom }).click();
    await dialog.getByRole('radio', { name: t(`sharing:levels.${level}`), exact: true }).check();
    await dialog.getByRole('status').waitFor();
    await dialog.getByRole('button', { name: t('sharing:share'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  const navigation = (page: Page) => page.getByRole('navigation', { name: t('shell:navigation') });
  const refusedFor = (page: Page, label: string) =>
    conversation(page, t)
      .getByRole('button', { name: t(label), exact: true })
      .first();

  it('begins with an owner whose mailbox nobody else knows of', async () => {
    await createAdministrator(ada, world, t);
    await join(nora, owner);
    await join(colleague, ben);
    await join(member, cleo);
    const made = await ask(ada, 'POST', '/api/v1/groups', { name: group, members: [idOf(cleo.name)] });
    expect(made.status).toBe(200);
    await linkWithPassword(nora, world);
    await nora.goto(`${world.address}/mail/inbox`);
    for (const subject of letters) await row(nora, subject).waitFor();
    const { accounts } = z
      .object({ accounts: z.array(withId) })
      .parse((await ask(nora, 'GET', '/api/v1/accounts')).json);
    accountId = accounts[0]?.id ?? '';
    await colleague.goto(`${world.address}/mail/inbox`);
    await colleague.getByText(t('reader:noAccountTitle')).waitFor();
  });

  it('shared to be seen, it is named with its owner, and not a letter of it', async () => {
    await openSharing();
    await share(ben.name, 'see');
    await navigation(colleague).getByText(persona().userName).waitFor();
    await navigation(colleague)
      .getByText(t('sharing:owner', { name: owner.name }))
      .waitFor();
    await navigation(colleague).getByText(t('sharing:seeOnly')).waitFor();
    expect(await row(colleague, offer).count()).toBe(0);
  });

  it('shared to be read, it is read and stays as its owner left it', async () => {
    await share(ben.name, 'read');
    await row(colleague, offer).waitFor();
    await openConversation(colleague, t, offer);
    await conversation(colleague, t).getByText(t('sharing:cannot.send')).waitFor();
    for (const label of ['filing:archive', 'filing:trash', 'mail:markUnread', 'reply:reply']) {
      expect(await refusedFor(colleague, label).getAttribute('aria-disabled')).toBe('true');
      expect(await refusedFor(colleague, label).getAttribute('aria-description')).toBe(
        t('sharing:cannot.send'),
      );
    }
    await colleague.keyboard.press('e');
    await colleague.getByText(t('sharing:cannot.send')).last().waitFor();
    await row(colleague, offer).waitFor();
    expect(await seriousFindings(colleague)).toEqual([]);
    expect([...(atProvider(offer)?.flags ?? [])]).toEqual([]);
    expect(await colleague.getByRole('button', { name: t('filing:newFolder') }).count()).toBe(0);
  });

  it('shared with a group to be sent from, its members may answer it and file it', async () => {
    await share(group, 'send');
    await member.goto(`${world.address}/mail/inbox`);
    await openConversation(member, t, lunch);
    await expect.poll(() => [...(atProvider(lunch)?.flags ?? [])], { timeout: patience }).toContain('\\Seen');
    expect(await refusedFor(member, 'reply:reply').getAttribute('aria-disabled')).toBeNull();
    await member.keyboard.press('e');
    await row(member, lunch).waitFor({ state: 'detached' });
    await expect.poll(() => atProvider(lunch), { timeout: patience }).toBeUndefined();
    expect(await member.getByRole('button', { name: t('filing:newFolder') }).count()).toBe(0);
  });

  it('shared to be managed, its folders and its shares are the colleague’s as well', async () => {
    await share(ben.name, 'manage');
    await colleague.getByRole('button', { name: t('filing:newFolder') }).waitFor();
    await colleague.goto(`${world.address}/accounts/${accountId}`);
    await colleague.getByRole('button', { name: t('sharing:share'), exact: true }).waitFor();
    await colleague.getByText(t('sharing:because.owner')).waitFor();
    expect(await seriousFindings(colleague)).toEqual([]);
  });

  it('taken back, it leaves the screen that shows it within five seconds', async () => {
    await colleague.goto(`${world.address}/mail/inbox`);
    await openConversation(colleague, t, offer);
    await nora.reload();
    const answered = nora.waitForResponse((response) => response.request().method() === 'DELETE');
    await nora.getByRole('button', { name: t('sharing:endFor', { name: ben.name }) }).click();
    await answered;
    const before = performance.now();
    await colleague.getByText(t('reader:conversationFailed')).waitFor();
    await row(colleague, offer).waitFor({ state: 'detached' });
    const milliseconds = Math.round(performance.now() - before);
    expect(milliseconds).toBeLessThan(withdrawnWithin);
  });

  it('of a single conversation, the colleague sees that and nothing else', async () => {
    await nora.goto(`${world.address}/mail/inbox`);
    await openConversation(nora, t, offer);
    await nora.getByRole('button', { name: t('sharing:sharing') }).click();
    const dialog = nora.getByRole('dialog');
    await dialog.getByRole('combobox', { name: t('sharing:shareConversation') }).click();
    await nora.getByRole('option', { name: ben.name }).click();
    await dialog.getByLabel(t('sharing:future')).check();
    await dialog.getByText(t('sharing:previewMessages', { count: 1 })).waitFor();
    expect(await seriousFindings(nora)).toEqual([]);
    await dialog.getByRole('button', { name: t('sharing:share'), exact: true }).click();
    await dialog.getByText(t('sharing:later.with')).waitFor();

    await colleague.goto(`${world.address}/mail/inbox`);
    await folder(colleague, t, t('sharing:conversations')).click();
    await openConversation(colleague, t, offer);
    expect(await row(colleague, lunch).count()).toBe(0);
    expect(await navigation(colleague).getByText(persona().userName).count()).toBe(0);

    await dialog.getByRole('button', { name: t('sharing:endFor', { name: ben.name }) }).click();
    await colleague.getByText(t('reader:conversationFailed')).waitFor();
  });

  it('by an administrator in an emergency, it is read while its owner looks on, and ended by them', async () => {
    await nora.keyboard.press('Escape');
    await ada.goto(`${world.address}/admin/accounts`);
    await ada.getByRole('link', { name: t('sharing:glass.title') }).click();
    await ada.getByRole('combobox', { name: t('sharing:glass.mailbox') }).click();
    await ada.getByRole('option', { name: persona().userName }).click();
    await ada.getByLabel(t('sharing:glass.reason')).fill('Nora is ill, and a customer waits');
    await ada.getByRole('button', { name: t('sharing:glass.begin') }).click();
    const banner = nora.getByRole('region', { name: t('sharing:glass.announces') });
    await banner.getByText('Nora is ill, and a customer waits').waitFor();
    expect(await seriousFindings(nora)).toEqual([]);

    await ada.goto(`${world.address}/mail/inbox`);
    await openConversation(ada, t, offer);
    await conversation(ada, t).getByText(t('sharing:cannot.send')).waitFor();

    await banner.getByRole('button', { name: t('sharing:glass.end') }).click();
    await ada.getByText(t('reader:conversationFailed')).waitFor();
    await banner.getByRole('button', { name: t('sharing:glass.note') }).click();
    await banner.waitFor({ state: 'detached' });
  });

  it('is all on record, where its owner reads it', async () => {
    await nora.getByRole('button', { name: t('shell:profile') }).click();
    await nora.getByRole('menuitem', { name: t('audit:ownTitle') }).click();
    for (const action of ['break-glass.used', 'conversation.read-by-other', 'account.read-by-other']) {
      await nora
        .getByRole('rowheader', { name: t(`audit:actions.${action}`) })
        .first()
        .waitFor();
    }
    await nora.getByRole('cell', { name: ben.name }).first().waitFor();
    expect(await seriousFindings(nora)).toEqual([]);
  });
});
