/** Accounts in every state that a provider or a message can bring them into, which no practice provider brings about all at once. */
import { type Account, Failure, type LocaleTag } from '@mailroom/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleSkipped } from '../packages/web/src/pages/account/testing/sample-truth.ts';
import { type AppWorld, startAppWorld } from '../packages/web/src/testing/app-world.ts';
import { account, sampleAnswers } from '../packages/web/src/testing/sample-mail.ts';
import { lookAt } from './look-at.ts';
import { screenshotFolder } from './screenshots.ts';
import { textsIn } from './texts.ts';

const languages: readonly LocaleTag[] = ['en', 'zh-CN'];
const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();
const failed = (init: ConstructorParameters<typeof Failure>[0]) => new Failure(init).toWire();

const states: readonly Partial<Account>[] = [
  { address: 'nora.lind@halewick.test', messages: 20_431, lastSyncedAt: minutes(-2) },
  {
    address: 'office@halewick.test',
    signedInAs: 'nora.lind@halewick.test',
    state: 'waiting',
    failure: failed({
      origin: 'provider',
      kind: 'throttled',
      next: { do: 'wait', until: minutes(25) },
      quote: 'Request is throttled. Suggested Backoff Time: 1500000 milliseconds',
    }),
  },
  {
    address: 'nora.lind@gmail.test',
    provider: 'google',
    messages: 61_200,
    progress: {
      stage: 'text',
      done: 48_000,
      total: 13_200,
      remainingSeconds: null,
      pausedUntil: minutes(600),
    },
  },
  {
    address: 'projects@halewick.test',
    state: 'syncing',
    progress: { stage: 'text', done: 8_412, total: 20_431, remainingSeconds: 95 },
  },
  {
    address: 'invoices@halewick.test',
    state: 'reconnect',
    failure: failed({
      origin: 'person',
      kind: 'grant-ended',
      next: { do: 'reconnect' },
      code: 'AADSTS50173',
      quote: 'AADSTS50173: The provided grant has expired due to it being revoked.',
    }),
  },
  {
    address: 'archive@halewick.test',
    state: 'waiting',
    failure: failed({
      origin: 'network',
      kind: 'connection-timed-out',
      next: { do: 'wait', until: minutes(3) },
    }),
  },
];

let world: AppWorld;
let shots: string;
beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startAppWorld();
  const accounts = states.map((state, at) => ({ ...account, id: `a${at + 1}`, ...state }));
  world.answers = { ...sampleAnswers(), 'GET /api/v1/accounts': { accounts } };
  for (const { id } of accounts) world.answers[`GET /api/v1/accounts/${id}/skipped`] = { messages: [] };
  world.answers['GET /api/v1/accounts/a1/skipped'] = { messages: sampleSkipped };
});
afterAll(() => world.close());

/** Every account, one below the other, whatever the height of the window. */
const keep = (page: Page, language: LocaleTag, screen: string) =>
  lookAt(page, { folder: shots, screen, language });

it.each(languages)('shows accounts in their states, in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await page.goto(`${world.origin}/accounts`);
  await page.getByText(t('accounts:leftOut')).waitFor();
  expect(await keep(page, language, 'account-states')).toEqual([]);
  await page.context().close();
});
