/** What an owner is told of a mailbox, and asks because of it, in a browser. */
import { readFile } from 'node:fs/promises';
import { Failure } from '@mailroom/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../../testing/app-world.ts';
import { barriers } from '../../testing/barriers.ts';
import { sampleAnswers } from '../../testing/sample-mail.ts';
import { sampleEvents, sampleSkipped, sampleTruth, truthAccount } from './testing/sample-truth.ts';

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
});
beforeEach(() => {
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/accounts': { accounts: [truthAccount] },
    'GET /api/v1/accounts/a1': truthAccount,
    'GET /api/v1/accounts/a1/truth': sampleTruth,
    'GET /api/v1/accounts/a1/events': { events: sampleEvents },
    'GET /api/v1/accounts/a1/skipped': { messages: sampleSkipped },
  };
  world.asked.length = 0;
});
afterAll(() => world.close());

async function open(options: Parameters<AppWorld['open']>[0] = {}): Promise<Page> {
  const page = await world.open(options);
  await page.goto(`${world.origin}/accounts/a1`);
  await page.getByRole('table').last().waitFor();
  return page;
}

const asked = (method: string, path: string) =>
  world.asked.filter((each) => each.method === method && each.path === `/api/v1/accounts/a1${path}`).length;

describe('the page of an account', () => {
  it('is reached from the list, and says how the mailbox is and what is left to do', async () => {
    const page = await world.open();
    await page.goto(`${world.origin}/accounts`);
    await page.getByRole('link', { name: 'State and history' }).click();
    await page.getByRole('heading', { level: 1, name: truthAccount.address }).waitFor();
    await page.getByText('You can read and answer while it goes on.').waitFor();
    await page.getByText('7,580 messages a minute').waitFor();
    await page.getByRole('main').getByText('about 2 minutes left').waitFor();
    await page.context().close();
  });

  it('puts the provider’s count beside what is here, folder by folder, in words', async () => {
    const page = await open();
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    expect(await row('Inbox').innerText()).toMatch(
      /18,240\s+12,101\s+Complete; 6,139 older than the first date/,
    );
    expect(await row('Offers').innerText()).toMatch(/1,815\s+1,803\s+12 still to come/);
    expect(await row('Sent').innerText()).toMatch(/2 that the provider lists and does not give/);
    expect(await row('accounting').innerText()).toMatch(/Since /);
    await page.getByText('12 messages are still to come').waitFor();
    await page.context().close();
  });

  it('says what the last check mended, and asks for another', async () => {
    const page = await open();
    await page.getByText('212 missing messages fetched').waitFor();
    await page.getByText('8 messages made searchable again').waitFor();
    world.answers['POST /api/v1/accounts/a1/check'] = null;
    const running = { begunAt: sampleTruth.at, progress: { stage: 'provider', done: 3, total: 8 } };
    const check = { ...sampleTruth.check, ...running };
    world.answers['GET /api/v1/accounts/a1/truth'] = { ...sampleTruth, check };
    const button = page.getByRole('button', { name: 'Check now' });
    await button.click();
    await page.getByText('3 of 8 folders').waitFor();
    expect(await button.isDisabled()).toBe(true);
    expect(asked('POST', '/check')).toBe(1);
    await page.context().close();
  });

  it('names what was left out and why, and tries again', async () => {
    const page = await open();
    await page.getByText('Scans of all plans').waitFor();
    await page.getByText('Reading it stopped Mailroom each time').waitFor();
    await page.getByText('1 folder does not open: Shared with accounting').waitFor();
    world.answers['POST /api/v1/accounts/a1/skipped/retry'] = null;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => asked('POST', '/skipped/retry')).toBe(1);
    await page.context().close();
  });

  it('draws thirty days as a table that can be read out', async () => {
    const page = await open();
    const chart = page.getByRole('table', { name: 'The last 30 days' });
    expect(await chart.getByRole('columnheader').count()).toBe(30);
    const cells = await chart
      .getByRole('row')
      .filter({ hasText: 'Slowed down' })
      .getByRole('cell')
      .allInnerTexts();
    expect(cells.map(Number).filter((times) => times > 0)).toEqual([4, 1]);
    await page.getByText('You were asked to reconnect').waitFor();
    await page.context().close();
  });

  it('hands out a diagnostic file', async () => {
    const page = await open();
    world.answers['GET /api/v1/accounts/a1/diagnostics'] = {
      format: 'mailroom-account-diagnostics-1',
      at: sampleTruth.at,
    };
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the file' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^mailroom-account-a1-\d{4}-\d\d-\d\d\.json$/);
    expect(await readFile(await file.path(), 'utf8')).toContain('mailroom-account-diagnostics-1');
    await page.context().close();
  });

  it('has a button to reconnect where that is the next step', async () => {
    const failure = new Failure({
      origin: 'person',
      kind: 'grant-ended',
      next: { do: 'reconnect' },
    }).toWire();
    world.answers['GET /api/v1/accounts/a1'] = {
      ...truthAccount,
      state: 'reconnect',
      progress: null,
      failure,
    };
    world.answers['POST /api/v1/accounts/link/oauth'] = { authorizeUrl: `${world.origin}/outbox?left` };
    const page = await open();
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await page.waitForURL('**/outbox?left');
    await page.context().close();
  });

  it('asks nothing of somebody who may only see that the mailbox exists', async () => {
    world.answers['GET /api/v1/accounts/a1'] = { ...truthAccount, level: 'see' };
    const page = await open();
    await page.getByText('The texts of 2 messages could not be read').waitFor();
    const buttons = ['Sync', 'Check now', 'Try again', 'Save the file'];
    for (const name of buttons) expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    expect(asked('GET', '/skipped')).toBe(0);
    await page.context().close();
  });

  it.each([
    { scheme: 'light', phone: false },
    { scheme: 'dark', phone: true },
  ] as const)('has no barriers and fits its window, $scheme, phone: $phone', async (options) => {
    const page = await open(options);
    expect(await barriers(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
