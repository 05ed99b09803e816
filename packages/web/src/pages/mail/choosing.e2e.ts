import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../../testing/app-world.ts';
import { barriers } from '../../testing/barriers.ts';
import { account, folder, message, refused, sampleAnswers, summary } from '../../testing/sample-mail.ts';

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
});
beforeEach(() => {
  world.answers = sampleAnswers();
  world.asked.length = 0;
});
afterAll(() => world.close());

const row = (page: Page, at: number) => page.locator(`#conversation-c${at}`);

async function inbox(options: Parameters<AppWorld['open']>[0] = {}): Promise<Page> {
  const page = await world.open(options);
  await page.goto(`${world.origin}/mail/inbox`);
  await row(page, 1).waitFor();
  return page;
}

/** Numbers of the conversations on the screen that are chosen. */
const chosen = (page: Page): Promise<number[]> =>
  page
    .locator('[role=option][aria-selected=true]')
    .evaluateAll((rows) => rows.map(({ id }) => Number(id.replace('conversation-c', ''))));
const eventually = (page: Page, numbers: number[]) => expect.poll(() => chosen(page)).toEqual(numbers);
const intents = () =>
  world.asked.filter(({ path }) => path === '/api/v1/intents').map(({ body }) => body as unknown);
const count = (page: Page, words: string) => page.getByRole('heading', { name: words, level: 1 }).waitFor();

describe.each(['light', 'dark'] as const)('choosing conversations in %s', (scheme) => {
  it('has no barrier, on a desk or on a phone', async () => {
    for (const phone of [false, true]) {
      const page = await inbox({ scheme, phone });
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await count(page, '1 selected');
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    }
  });
});

describe('choosing with the keyboard', () => {
  it('takes and gives back one, a range that follows its end, all that are loaded, and none', async () => {
    const page = await inbox();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await eventually(page, [1]);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await eventually(page, [1, 2, 3]);
    await page.keyboard.press('Shift+ArrowUp');
    await eventually(page, [1, 2]);
    await page.getByRole('status').getByText('2 selected').waitFor({ state: 'attached' });
    await page.keyboard.press('x');
    await eventually(page, [1]);
    await page.keyboard.press('Control+a');
    await count(page, '50 selected');
    await page.keyboard.press('Escape');
    await eventually(page, []);
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    await page.context().close();
  });

  it('gives back what is chosen before it closes what is open', async () => {
    const page = await inbox();
    await row(page, 1).click();
    await page.locator('article').waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await eventually(page, []);
    expect(new URL(page.url()).pathname).toBe('/mail/inbox/c1');
    await page.keyboard.press('Escape');
    await page.waitForURL('**/mail/inbox');
    await page.context().close();
  });

  it('leaves the text of what is read to Ctrl+A', async () => {
    const page = await inbox();
    await row(page, 1).click();
    await page.locator('article').waitFor();
    await page.locator('h2:focus').waitFor();
    await page.keyboard.press('Control+a');
    expect(await page.evaluate(() => String(getSelection()))).toContain('Hello');
    expect(await chosen(page)).toEqual([]);
    await page.context().close();
  });
});

describe('choosing with a pointer', () => {
  it('shows the box on the row that is pointed at, and takes ranges with Shift and single ones with Ctrl', async () => {
    const page = await inbox();
    const box = (at: number) => row(page, at).locator('[title=Select]');
    expect(await box(1).evaluate((element) => getComputedStyle(element).opacity)).toBe('0');
    await row(page, 1).hover();
    await expect.poll(() => box(1).evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    await box(1).click();
    await row(page, 3).click({ modifiers: ['Shift'] });
    await row(page, 6).click({ modifiers: ['ControlOrMeta'] });
    await eventually(page, [1, 2, 3, 6]);
    expect(new URL(page.url()).pathname).toBe('/mail/inbox');
    await row(page, 8).click();
    await page.waitForURL('**/mail/inbox/c8');
    await eventually(page, [1, 2, 3, 6]);
    await page.context().close();
  });

  it('takes and gives back all that are loaded by the box above them', async () => {
    const page = await inbox();
    await page.getByRole('button', { name: 'Select conversations' }).click();
    const all = page.getByRole('checkbox', { name: 'Select all that are loaded' });
    await all.click();
    await count(page, '50 selected');
    await all.click();
    await eventually(page, []);
    await page.context().close();
  });
});

describe('choosing with a finger', () => {
  it('begins by holding a row, goes on by tapping, and ends with the last one given back', async () => {
    const page = await inbox({ phone: true });
    const held = await row(page, 1).boundingBox();
    const touch = await page.context().newCDPSession(page);
    const at = { x: (held?.x ?? 0) + 100, y: (held?.y ?? 0) + 40 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await eventually(page, [1]);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await eventually(page, [1]);
    await row(page, 3).tap();
    await eventually(page, [1, 3]);
    expect(new URL(page.url()).pathname).toBe('/mail/inbox');
    const bar = await page.getByRole('toolbar', { name: 'Actions for the selection' }).boundingBox();
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBe(844);
    for (const button of await page.getByRole('toolbar').getByRole('button').all()) {
      const size = await button.boundingBox();
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await row(page, 1).tap();
    await row(page, 3).tap();
    await page.getByRole('toolbar').waitFor({ state: 'detached' });
    await row(page, 3).tap();
    await page.waitForURL('**/mail/inbox/c3');
    await page.context().close();
  });
});

describe('acting on what is chosen', () => {
  async function three(page: Page): Promise<void> {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('Shift+J');
    await eventually(page, [1, 2, 3]);
  }

  it('asks once for all their messages, files them with one intent, and takes that back with z', async () => {
    const back = { kind: 'move', messageIds: ['m1', 'm2', 'm3'], folderId: 'inbox', fromFolderId: 'arc' };
    world.answers['POST /api/v1/intents'] = { accepted: 3, undo: [back] };
    const page = await inbox();
    await three(page);
    await page.keyboard.press('e');
    await row(page, 1).waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    await page.locator('[role=listbox]:focus').waitFor();
    expect(await page.locator('[role=listbox]').getAttribute('aria-activedescendant')).toBe(
      'conversation-c4',
    );
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    expect(intents()).toEqual([{ kind: 'archive', messageIds: ['m1', 'm2', 'm3'], fromFolderId: 'inbox' }]);
    expect(world.asked.filter(({ path }) => path === '/api/v1/conversations/messages')).toHaveLength(1);
    await page.keyboard.press('z');
    await expect.poll(() => intents().at(-1)).toEqual(back);
    await row(page, 1).waitFor();
    await page.context().close();
  });

  it('takes back one after the other, as long as the last of them is told', async () => {
    world.answers['POST /api/v1/intents'] = (asked: unknown) => {
      const { messageIds, kind } = asked as { messageIds: string[]; kind: string };
      const back = { kind: 'move', messageIds, folderId: 'inbox', fromFolderId: kind };
      return { accepted: messageIds.length, undo: kind === 'move' ? [] : [back] };
    };
    world.answers['GET /api/v1/folders'] = {
      folders: [folder('inbox', 'inbox', 60), folder('archive', 'archive', 0), folder('junk', 'junk', 0)],
    };
    const page = await inbox();
    // A notice that goes is seen for a moment beside the one that comes.
    const ways = () => page.getByRole('button', { name: 'Undo' }).count();
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await expect.poll(ways).toBe(1);
    await page.keyboard.press('!');
    await expect.poll(() => intents().length).toBe(2);
    await row(page, 1).waitFor({ state: 'detached' });
    await page.getByText('1 message moved to Junk.').last().waitFor();
    await expect.poll(ways).toBe(1);
    await page.keyboard.press('z');
    await expect.poll(() => intents().at(-1)).toMatchObject({ messageIds: ['m1'], fromFolderId: 'junk' });
    await expect.poll(ways).toBe(1);
    await page.keyboard.press('z');
    await expect.poll(() => intents().at(-1)).toMatchObject({ messageIds: ['m0'], fromFolderId: 'archive' });
    await expect.poll(ways).toBe(0);
    await page.keyboard.press('z');
    expect(intents()).toHaveLength(4);
    await page.context().close();
  });

  it('marks them read, keeps them chosen, and marks as unread again only what was unread', async () => {
    const page = await inbox();
    await three(page);
    await page.getByRole('button', { name: 'Mark as read' }).click();
    await row(page, 1).locator('xpath=self::*[not(@data-unread)]').waitFor();
    await expect
      .poll(intents)
      .toEqual([{ kind: 'flag', messageIds: ['m1', 'm3'], flag: 'seen', value: true }]);
    await eventually(page, [1, 2, 3]);
    await page.getByText('2 conversations marked as read.').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(() => intents().at(-1))
      .toEqual({ kind: 'flag', messageIds: ['m1', 'm3'], flag: 'seen', value: false });
    await page.locator('#conversation-c1[data-unread]').waitFor();
    await page.context().close();
  });

  it('moves them through the folder picker, by keyboard or by pointer', async () => {
    const page = await inbox();
    await three(page);
    await page.keyboard.press('v');
    await page.getByRole('option', { name: 'Projects' }).click();
    await expect
      .poll(intents)
      .toEqual([
        { kind: 'move', folderId: 'Projects', messageIds: ['m1', 'm2', 'm3'], fromFolderId: 'inbox' },
      ]);
    await page.context().close();
  });

  it('asks for each mailbox on its own, and says that a folder is one mailbox’s', async () => {
    const inboxes = [folder('inbox', 'inbox', 60), { ...folder('inbox2', 'inbox', 1), accountId: 'a2' }];
    world.answers['GET /api/v1/folders'] = { folders: inboxes };
    world.answers['GET /api/v1/accounts'] = { accounts: [account, { ...account, id: 'a2' }] };
    const listed = [0, 1, 2, 3].map((at) => ({ ...summary(at), accountId: at === 2 ? 'a2' : 'a1' }));
    world.answers['GET /api/v1/conversations'] = { conversations: listed, next: null, complete: true };
    const theirs = { ...message('m2', 'c2', { folderIds: ['inbox2'] }), accountId: 'a2' };
    world.answers['GET /api/v1/conversations/c2'] = {
      conversation: listed[2],
      messages: [theirs],
      outgoing: [],
    };
    const page = await inbox();
    await three(page);
    await page.keyboard.press('v');
    await page.getByText('Only conversations of one mailbox').first().waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('e');
    await expect.poll(intents).toEqual([
      { kind: 'archive', messageIds: ['m1', 'm3'], fromFolderId: 'inbox' },
      { kind: 'archive', messageIds: ['m2'], fromFolderId: 'inbox2' },
    ]);
    await page.context().close();
  });

  it('leaves the keyboard where it was when another client takes its row away', async () => {
    const back = { kind: 'move', messageIds: ['m0'], folderId: 'inbox', fromFolderId: 'archive' };
    world.answers['POST /api/v1/intents'] = { accepted: 1, undo: [back] };
    const page = await inbox();
    const current = () => page.locator('[role=listbox]').getAttribute('aria-activedescendant');
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(current).toBe('conversation-c3');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    const left = [0, 1, 2, 4, 5].map(summary);
    world.answers['GET /api/v1/conversations'] = { conversations: left, next: null, complete: true };
    await page.keyboard.press('z');
    await row(page, 3).waitFor({ state: 'detached' });
    await expect.poll(current).toBe('conversation-c2');
    await page.context().close();
  });

  it('puts them back when the server does not take the wish', async () => {
    world.answers['POST /api/v1/intents'] = refused('unexpected', 500);
    const page = await inbox();
    await three(page);
    await page.keyboard.press('e');
    await page.getByText('Something went wrong inside Mailroom').waitFor();
    await row(page, 1).waitFor();
    await page.context().close();
  });
});

it.each(['en', 'fr', 'zh-CN', 'ru', 'pt-BR', 'it'])(
  'nothing is wider than a small phone in %s',
  async (locale) => {
    const page = await inbox({ phone: true, locale });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.keyboard.press('Control+a');
    await page.getByRole('toolbar').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await page.context().close();
  },
);
