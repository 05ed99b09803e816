/** The administrator's screens with everything that can stand on them, which no practice provider brings about at once. */
import {
  Failure,
  freePolicy,
  type LocaleTag,
  type Notice,
  type Organisation,
  type OverseenAccount,
  type Vitals,
} from '@mailroom/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../packages/web/src/testing/app-world.ts';
import { sampleAnswers } from '../packages/web/src/testing/sample-mail.ts';
import { lookAt } from './look-at.ts';
import { screenshotFolder } from './screenshots.ts';
import { textsIn } from './texts.ts';

const languages: readonly LocaleTag[] = ['en', 'ru'];
const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();

const calm: OverseenAccount = {
  id: '1',
  provider: 'microsoft',
  address: 'nora.lind@halewick.test',
  access: 'sign-in',
  providerAppId: '1',
  state: 'watching',
  failure: null,
  pausedBy: null,
  progress: null,
  lastSyncedAt: minutes(-2),
  nextSyncAt: minutes(3),
  messages: 20_431,
  unread: 12,
  createdAt: minutes(-90_000),
  owner: { id: 'p1', name: 'Nora Lind', email: 'nora@halewick.test' },
  need: 'nobody',
  unwellSince: null,
  unwell: false,
  askedAt: null,
};

const accounts: readonly OverseenAccount[] = [
  {
    ...calm,
    id: '2',
    address: 'invoices@halewick.test',
    owner: { id: 'p2', name: 'Tomasz Zieliński', email: 'tomasz@halewick.test' },
    state: 'blocked',
    need: 'administrator',
    unwellSince: minutes(-200),
    unwell: true,
    lastSyncedAt: minutes(-201),
    failure: new Failure({
      origin: 'administrator',
      kind: 'client-secret-expired',
      next: { do: 'ask-administrator' },
      code: 'AADSTS7000222',
    }).toWire(),
  },
  {
    ...calm,
    id: '3',
    address: 'ana.souza@halewick.test',
    owner: { id: 'p3', name: 'Ana Souza', email: 'ana.souza@halewick.test' },
    state: 'reconnect',
    need: 'owner',
    unwellSince: minutes(-95),
    unwell: true,
    lastSyncedAt: minutes(-96),
    askedAt: minutes(-20),
    messages: 61_200,
    unread: 0,
    failure: new Failure({ origin: 'person', kind: 'grant-ended', next: { do: 'reconnect' } }).toWire(),
  },
  {
    ...calm,
    id: '4',
    provider: 'imap',
    access: 'password',
    address: 'archive@halewick.test',
    state: 'waiting',
    need: 'time',
    unwellSince: minutes(-6),
    lastSyncedAt: minutes(-7),
    failure: new Failure({ origin: 'network', kind: 'connection-timed-out' }).toWire(),
  },
  {
    ...calm,
    id: '5',
    provider: 'google',
    address: 'projects@halewick.test',
    state: 'syncing',
    progress: { stage: 'text', done: 8_412, total: 20_431, remainingSeconds: 95 },
    lastSyncedAt: null,
  },
  {
    ...calm,
    id: '6',
    address: 'leaver@halewick.test',
    owner: { id: 'p9', name: '', email: '' },
    state: 'paused',
    pausedBy: 'administrator',
  },
  calm,
];

const vitals: Vitals = {
  state: 'unwell',
  parts: { store: 'right', engine: 'right', disk: 'unwell' },
  accounts: {
    all: 6,
    byState: { watching: 1, syncing: 1, waiting: 1, reconnect: 1, blocked: 1, paused: 1 },
    unwell: 2,
  },
  failingApps: 1,
  disk: { free: 912_680_550, size: 42_949_672_960 },
};

const notices: readonly Notice[] = [
  { kind: 'disk-fills', free: vitals.disk.free, since: minutes(-30) },
  {
    kind: 'provider-app-fails',
    providerAppId: '1',
    name: 'Halewick',
    failure: 'client-secret-expired',
    since: minutes(-200),
  },
  { kind: 'accounts-unwell', accounts: 2, since: minutes(-200) },
];

const organisation: Organisation = {
  ...freePolicy,
  name: 'Halewick Lighting',
  locale: 'en',
  timeZone: 'Europe/London',
  sync: { earliest: { kind: 'year' }, withoutRoles: ['junk'], mostOctets: 25 * 1024 ** 2 },
  outsideWarning: true,
  ownDomains: ['halewick.test'],
  undoSeconds: 10,
  linkable: { providers: ['microsoft', 'imap'], domains: ['halewick.test'], who: 'everybody' },
  logo: null,
};

let world: AppWorld;
let shots: string;
beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startAppWorld();
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/admin/accounts': { accounts, next: null, total: accounts.length },
    'GET /api/v1/admin/vitals': vitals,
    'GET /api/v1/notices': { notices, byMail: true },
    'GET /api/v1/organisation': organisation,
    'GET /api/v1/audit/retention': { days: 400 },
  };
});
afterAll(() => world.close());

const keep = (page: Page, language: LocaleTag, screen: string) =>
  lookAt(page, { folder: shots, screen, language });

it.each(languages)('shows everybody’s accounts, chosen and not, in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await page.goto(`${world.origin}/admin/accounts`);
  await page
    .getByRole('checkbox', { name: t('oversight:choose', { address: 'ana.souza@halewick.test' }) })
    .check();
  await page.getByRole('button', { name: t('oversight:actions.ask-owner') }).waitFor();
  expect(await keep(page, language, 'all-accounts')).toEqual([]);
  await page.context().close();
});

it.each(languages)('shows the organisation and its policy in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await page.goto(`${world.origin}/settings/organisation`);
  await page.getByLabel(t('organisation:name'), { exact: true }).waitFor();
  expect(await keep(page, language, 'organisation')).toEqual([]);
  await page.getByRole('switch', { name: t('organisation:outsideWarning') }).scrollIntoViewIfNeeded();
  expect(await keep(page, language, 'organisation-policy')).toEqual([]);
  await page.context().close();
});
