/** Somebody leaves: the plan with everything that can stand in it, and the report. */
import type { Leaving, LocaleTag } from '@mailroom/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../packages/web/src/testing/app-world.ts';
import { sampleAnswers } from '../packages/web/src/testing/sample-mail.ts';
import { lookAt } from './look-at.ts';
import { screenshotFolder } from './screenshots.ts';
import { textsIn } from './texts.ts';

const languages: readonly LocaleTag[] = ['en', 'ru'];
const colleague = (id: string, name: string) => ({
  id,
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@halewick.test`,
  picture: null,
});
const [tomasz, ana] = [colleague('p2', 'Tomasz Zielinski'), colleague('p3', 'Ana Souza')];

const account = (id: string, address: string): Leaving['belongings']['accounts'][number] => ({
  id,
  provider: 'microsoft',
  address,
  state: 'watching',
  messages: 20_431,
  sharedWith: [],
  conversations: 0,
  waiting: 0,
});

const plan: Leaving = {
  person: { id: tomasz.id, name: tomasz.name, email: tomasz.email, state: 'active' },
  belongings: {
    accounts: [
      {
        ...account('1', 'invoices@halewick.test'),
        sharedWith: [
          { kind: 'person', id: 'p3', name: 'Ana Souza', level: 'send' },
          { kind: 'group', id: '1', name: 'Sales', level: 'read' },
        ],
        waiting: 2,
      },
      { ...account('2', 'tomasz.zielinski@halewick.test'), conversations: 3, messages: 61_200 },
    ],
    sharedWithThem: [{ address: 'projects@halewick.test', owner: 'Nora Lind', level: 'manage' }],
    conversations: 2,
    groups: [{ id: '1', name: 'Sales' }],
    sessions: 3,
    keys: 1,
    passkeys: 1,
    authenticator: true,
    connections: 0,
    invitations: 1,
    glasses: 0,
  },
  departure: null,
};

const at = '2026-11-20T16:04:00.000Z';
const report: Leaving = {
  person: { ...plan.person, state: 'deactivated' },
  belongings: { ...plan.belongings, accounts: [] },
  departure: {
    id: '1',
    madeBy: { id: 'p1', name: 'Nora Lind' },
    madeAt: at,
    endedAt: at,
    namedForDays: 400,
    steps: [
      {
        position: 1,
        kind: 'sign-in',
        accountId: null,
        address: null,
        fate: null,
        doneAt: at,
        outcome: { sessions: 3, keys: 1, passkeys: 1, authenticator: 1, connections: 0, invitations: 1 },
      },
      {
        position: 2,
        kind: 'access',
        accountId: null,
        address: null,
        fate: null,
        doneAt: at,
        outcome: { sharedWithThem: 1, conversations: 2, glasses: 0, groups: 1 },
      },
      {
        position: 3,
        kind: 'account',
        accountId: '1',
        address: 'invoices@halewick.test',
        fate: { kind: 'hand-over', to: ana.id, reason: null },
        doneAt: at,
        outcome: {},
      },
      {
        position: 4,
        kind: 'account',
        accountId: '2',
        address: 'tomasz.zielinski@halewick.test',
        fate: { kind: 'purge', on: '2026-12-31' },
        doneAt: null,
        outcome: {},
      },
    ],
    left: [{ ...account('2', 'tomasz.zielinski@halewick.test'), state: 'paused', purgeOn: '2026-12-31' }],
  },
};

let world: AppWorld;
let shots: string;
const people = [tomasz, ana].map((each) => ({
  ...each,
  role: 'member',
  state: 'active',
  groupIds: [],
  accounts: 2,
  createdAt: at,
  lastSeenAt: at,
  deactivatedAt: null,
  secondFactor: false,
}));
beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startAppWorld();
});
afterAll(() => world.close());

async function show(page: Page, leaving: Leaving): Promise<void> {
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/people': { people },
    'GET /api/v1/colleagues': { people: [tomasz, ana], groups: [] },
    [`GET /api/v1/people/${tomasz.id}/leaving`]: leaving,
  };
  await page.goto(`${world.origin}/settings/people/${tomasz.id}/leaving`);
}

const keep = (page: Page, language: LocaleTag, screen: string) =>
  lookAt(page, { folder: shots, screen, language });

it.each(languages)('shows a plan half decided, and asks before it is done, in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await show(page, plan);
  const begin = page.getByRole('button', { name: t('leaving:begin', { name: tomasz.name }) });
  await begin.waitFor();
  const [first, second] = plan.belongings.accounts.map(({ address }) =>
    page.getByRole('radiogroup', { name: t('leaving:what', { address }) }),
  );
  await first?.getByRole('radio', { name: t('leaving:fates.hand-over') }).click();
  await page.getByRole('combobox', { name: t('leaving:to') }).click();
  await page.getByRole('option', { name: ana.name }).click();
  expect(await begin.isDisabled()).toBe(true);
  expect(await keep(page, language, 'leaving-plan')).toEqual([]);
  await second?.getByRole('radio', { name: t('leaving:fates.purge') }).click();
  await page.getByLabel(t('leaving:on'), { exact: true }).fill('2026-12-31');
  await begin.click();
  await page.getByRole('dialog').getByText('invoices@halewick.test').waitFor();
  expect(await keep(page, language, 'leaving-asked')).toEqual([]);
  await page.context().close();
});

it.each(languages)('shows what was done, what waits and what is left, in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await show(page, report);
  await page.getByRole('heading', { name: t('leaving:reportTitle', { name: tomasz.name }) }).waitFor();
  await page.getByText(t('leaving:waits')).waitFor();
  expect(await keep(page, language, 'leaving-report')).toEqual([]);
  await page.context().close();
});
