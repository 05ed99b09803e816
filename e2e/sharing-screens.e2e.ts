/** The screens of sharing with everything that can stand on them: who sees what and why, the audit log, and a broken glass. */
import type {
  Account,
  AuditRecord,
  BrokenGlass,
  Colleague,
  LocaleTag,
  OverseenAccount,
  Viewer,
} from '@mailroom/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleTruth } from '../packages/web/src/pages/account/testing/sample-truth.ts';
import { type AppWorld, startAppWorld } from '../packages/web/src/testing/app-world.ts';
import { account, person, sampleAnswers } from '../packages/web/src/testing/sample-mail.ts';
import { lookAt } from './look-at.ts';
import { screenshotFolder } from './screenshots.ts';
import { textsIn } from './texts.ts';

const languages: readonly LocaleTag[] = ['en', 'ru'];
const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();

const colleague = (id: string, name: string, email: string): Colleague => ({
  id,
  name,
  email,
  picture: null,
});
const people: readonly Colleague[] = [
  { ...person, name: 'Ada Walker' },
  colleague('p2', 'Nora Lind', 'nora@halewick.test'),
  colleague('p3', 'Tomasz Zieliński', 'tomasz@halewick.test'),
  colleague('p4', 'Ana Souza', 'ana.souza@halewick.test'),
];
const groups = [{ id: 'g1', name: 'Showroom', members: 3 }];

const noras: Account = {
  ...account,
  id: 'a2',
  ownerId: 'p2',
  level: 'read',
  address: 'nora.lind@halewick.test',
};
const counted: Account = {
  ...account,
  id: 'a3',
  ownerId: 'p3',
  level: 'see',
  address: 'invoices@halewick.test',
};

const overseen: OverseenAccount = {
  ...noras,
  owner: { id: 'p2', name: 'Nora Lind', email: 'nora@halewick.test' },
  need: 'nobody',
  unwellSince: null,
  unwell: false,
  askedAt: null,
};

const shared = (kind: 'person' | 'group', level: 'see' | 'read' | 'send' | 'manage') => ({
  kind,
  shareId: `${kind}-${level}`,
  groupId: kind === 'group' ? 'g1' : null,
  level,
  grantedBy: 'p1',
  at: minutes(-3000),
});
const viewers: readonly Viewer[] = [
  { personId: 'p1', level: 'own', reasons: [{ kind: 'owner' }] },
  { personId: 'p3', level: 'send', reasons: [shared('person', 'read'), shared('group', 'send')] },
  {
    personId: 'p4',
    level: 'read',
    reasons: [
      {
        kind: 'break-glass',
        reason: 'A customer waits for an answer while Ada is away',
        at: minutes(-5),
        endsAt: minutes(10),
      },
    ],
  },
];
const ofConversation: readonly Viewer[] = [
  ...viewers.slice(0, 2),
  {
    personId: 'p2',
    level: null,
    reasons: [
      { kind: 'conversation', shareId: 's1', future: true, messages: 2, grantedBy: 'p1', at: minutes(-60) },
    ],
  },
];

const glass = (part: Partial<BrokenGlass>): BrokenGlass => ({
  id: '1',
  accountId: 'a1',
  personId: 'p4',
  reason: 'A customer waits for an answer while Ada is away',
  beganAt: minutes(-5),
  endsAt: minutes(10),
  endedAt: null,
  active: true,
  noted: false,
  ...part,
});

const entry = (at: number, part: Partial<AuditRecord>): AuditRecord => ({
  id: String(100 - at),
  at: minutes(-at * 37),
  actor: 'p2',
  action: 'account.read-by-other',
  accountId: 'a1',
  subject: null,
  detail: {},
  sessionId: 's',
  keyId: null,
  network: '203.0.113.0/24',
  ...part,
});
const records: readonly AuditRecord[] = [
  entry(1, {
    actor: 'p4',
    action: 'break-glass.began',
    detail: {
      address: 'ada@own.test',
      reason: 'A customer waits for an answer while Ada is away',
      minutes: 15,
    },
  }),
  entry(2, {
    actor: 'p4',
    action: 'provider-app.changed',
    accountId: null,
    subject: { kind: 'provider-app', id: '1' },
    detail: { name: 'Outlook', provider: 'microsoft', appParts: ['tenant', 'credential-added'] },
  }),
  entry(3, {
    actor: 'p1',
    action: 'account.share-changed',
    subject: { kind: 'person', id: 'p3' },
    detail: { level: 'send', before: 'read' },
  }),
  entry(4, {
    actor: 'p1',
    action: 'account.shared',
    subject: { kind: 'group', id: 'g1' },
    detail: { level: 'send' },
  }),
  entry(5, { actor: 'p3', action: 'account.filed-by-other', detail: { kind: 'archive', messages: 3 } }),
  entry(6, { actor: 'p3', action: 'account.managed-by-other', detail: { what: 'checked' } }),
  entry(7, {
    actor: 'p1',
    action: 'conversation.shared',
    subject: { kind: 'conversation', id: 'c1' },
    detail: { person: 'p2', future: true, messages: 2 },
  }),
  entry(8, {
    actor: 'mailroom',
    action: 'signin.failed',
    accountId: null,
    detail: { address: 'eve@own.test' },
  }),
  entry(9, {
    actor: 'p1',
    action: 'organisation.changed',
    accountId: null,
    detail: { parts: 'name, signIn' },
  }),
  entry(10, { actor: 'p9', action: 'key.created', accountId: null, detail: { scopes: ['read', 'send'] } }),
  entry(11, { actor: 'mailroom', action: 'account.healed', detail: { missing: 2, words: 2 } }),
];

let world: AppWorld;
let shots: string;
beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startAppWorld();
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/accounts': { accounts: [account, noras, counted] },
    'GET /api/v1/accounts/a1': account,
    'GET /api/v1/accounts/a1/truth': sampleTruth,
    'GET /api/v1/accounts/a1/events': { events: [] },
    'GET /api/v1/accounts/a1/viewers': { viewers },
    'GET /api/v1/accounts/a1/shares': {
      shares: [
        {
          id: '1',
          accountId: 'a1',
          with: { kind: 'person', id: 'p3' },
          level: 'read',
          grantedBy: 'p1',
          createdAt: minutes(-9),
        },
        {
          id: '2',
          accountId: 'a1',
          with: { kind: 'group', id: 'g1' },
          level: 'send',
          grantedBy: 'p1',
          createdAt: minutes(-9),
        },
      ],
    },
    'POST /api/v1/accounts/a1/shares/preview': {
      gains: [{ personId: 'p4', from: null, to: 'read' }],
      messages: 20_431,
    },
    'GET /api/v1/conversations/c1/viewers': { viewers: ofConversation },
    'POST /api/v1/conversations/c1/shares/preview': {
      gains: [{ personId: 'p4', from: null, to: 'read' }],
      messages: 2,
    },
    'GET /api/v1/me': { ...person, cursor: 7, sharedConversations: 1 },
    'GET /api/v1/colleagues': { people, groups },
    'GET /api/v1/people': { people: [] },
    'GET /api/v1/admin/accounts': { accounts: [overseen], next: null, total: 1 },
    'GET /api/v1/audit': {
      records,
      people: people.map(({ id, name }) => ({ id, name })),
      accounts: [{ id: 'a1', address: 'ada@own.test' }],
      next: '91',
    },
    'GET /api/v1/audit/retention': { days: 400 },
  };
});
afterAll(() => world.close());

const keep = (page: Page, language: LocaleTag, screen: string) =>
  lookAt(page, { folder: shots, screen, language });

it.each(languages)(
  'shows who can see a mailbox, and what a share would give whom, in %s',
  async (language) => {
    const t = textsIn(language);
    const page = await world.open({ locale: language });
    await page.goto(`${world.origin}/accounts/a1`);
    const heading = page.getByRole('heading', { name: t('sharing:title') });
    await heading.waitFor();
    await page.getByText(t('sharing:sharedWith'), { exact: true }).waitFor();
    await heading.scrollIntoViewIfNeeded();
    await heading.evaluate((element) => element.scrollIntoView());
    expect(await keep(page, language, 'who-can-see')).toEqual([]);
    await page.getByRole('button', { name: t('sharing:share'), exact: true }).click();
    await page.getByRole('combobox', { name: t('sharing:with') }).click();
    await page.getByRole('option', { name: /Ana Souza/ }).click();
    await page.getByRole('status').filter({ hasText: 'Ana Souza' }).waitFor();
    expect(await keep(page, language, 'share-mailbox')).toEqual([]);
    await page.context().close();
  },
);

it.each(languages)('shows who can see a conversation, and with whom to share it, in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await page.goto(`${world.origin}/mail/inbox/c1`);
  await page.getByRole('button', { name: t('sharing:sharing') }).click();
  await page.getByRole('combobox', { name: t('sharing:shareConversation') }).click();
  await page.getByRole('option', { name: /ana\.souza@/ }).click();
  await page.getByRole('status').filter({ hasText: 'Ana Souza' }).waitFor();
  expect(await keep(page, language, 'share-conversation')).toEqual([]);
  await page.context().close();
});

it.each(languages)('shows the audit log in words in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await page.goto(`${world.origin}/settings/audit`);
  await page.getByRole('rowheader', { name: t('audit:actions.break-glass.began') }).waitFor();
  expect(await keep(page, language, 'audit-log')).toEqual([]);
  await page.context().close();
});

it.each(languages)('shows how a list is narrowed in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await page.goto(`${world.origin}/mail/inbox?domains=halewick.test,supplier.test`);
  await page.getByRole('button', { name: t('reader:filter.active') }).click();
  await page.getByLabel(t('reader:filter.address')).waitFor();
  expect(await keep(page, language, 'list-filter')).toEqual([]);
  await page.context().close();
});

it.each(languages)(
  'shows emergency access to whoever reads and to whose mailbox it is in %s',
  async (language) => {
    const t = textsIn(language);
    world.answers['GET /api/v1/break-glass'] = {
      broken: [
        glass({}),
        glass({ id: '2', personId: 'p3', active: false, endedAt: minutes(-80), beganAt: minutes(-90) }),
        glass({ id: '3', accountId: 'a2', personId: 'p1' }),
      ],
    };
    const page = await world.open({ locale: language });
    await page.goto(`${world.origin}/admin/emergency-access`);
    await page.getByRole('heading', { name: t('sharing:glass.openNow') }).waitFor();
    expect(await keep(page, language, 'emergency-access')).toEqual([]);
    await page.context().close();
  },
);
