import { isDeepStrictEqual } from 'node:util';
import {
  account,
  type Cloud,
  type LocaleTag,
  localeTag,
  type ProviderAppInput,
  providerApp,
} from '@mailroom/model';
import { entryById } from '@mailroom/model/catalogue/index';
import {
  type BrokenGoogleClient,
  type BrokenRegistration,
  brokenGoogleClients,
  brokenRegistrations,
  type Entered,
  type GoogleEntered,
  setGoogleRight,
  setRight,
} from '@mailroom/rig/broken/index';
import { SignInStuck, walkSignIn } from '@mailroom/rig/identity/index';
import type { PracticeGoogle, PracticeProvider } from '@mailroom/rig/provider/index';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectedFindings } from '../scripts/doctor-broken/expected.ts';
import { ask } from './api.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { type GoogleBeside, practiceCloud, startGoogleBeside } from './practice-google.ts';
import { createAdministrator } from './steps/set-up.ts';
import { patternOf, type Text, textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

/** The administrator at a screen in one of the languages. */
interface Desk {
  readonly language: LocaleTag;
  readonly t: Text;
  readonly page: Page;
}

const redirectPath = '/oauth2/callback';
/** Milliseconds: the doctor waits up to twenty seconds for an answer of the provider. */
const examinationPatience = 60_000;

let world: World;
let google: PracticeGoogle;
let browser: Browser;
let beside: GoogleBeside;
let clouds: readonly Cloud[];
let desks: readonly Desk[];

/** What administrators have among the clouds of their settings, right or wrong: those of every broken registration. */
async function cloudsOf(practice: PracticeProvider): Promise<readonly Cloud[]> {
  const found: Omit<Cloud, 'id'>[] = [practiceCloud(practice)];
  const redirectUri = `http://localhost:3300${redirectPath}`;
  for (const broken of brokenRegistrations) {
    const cloud = practiceCloud(await broken.setWrong(practice, redirectUri));
    if (!found.some((one) => isDeepStrictEqual(one, cloud))) found.push(cloud);
  }
  await setRight(practice, redirectUri);
  return found.map((cloud, at) => ({ ...cloud, id: `practice-${at}` }));
}

async function openDesk(
  language: LocaleTag,
  state?: Awaited<ReturnType<typeof browserState>>,
): Promise<Desk> {
  const { page } = await openVisitor(browser, { locale: language, storageState: state });
  return { language, t: textsIn(language), page };
}

const browserState = (page: Page) => page.context().storageState();

beforeAll(async () => {
  beside = await startGoogleBeside();
  google = beside.google;
  world = await startWorld({
    provider: { mail: 'none' },
    async settings(practice) {
      clouds = await cloudsOf(practice);
      return {
        ...(await beside.settings(practice, clouds)),
        // One of them tries a password at a server of this machine.
        MAILROOM_ALLOW_PRIVATE_HOSTS: 'true',
      };
    },
  });
  google.registerRedirectUri(`${world.address}${redirectPath}`);
  browser = await launchBrowser();
  const first = await openDesk('en');
  await createAdministrator(first.page, world, first.t);
  const state = await browserState(first.page);
  const others = localeTag.options.filter((tag) => tag !== 'en');
  desks = [first, ...(await Promise.all(others.map((tag) => openDesk(tag, state))))];
  for (const { page } of desks) await page.goto(`${world.address}/settings/provider-apps`);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
  await beside?.close();
});

/** A desk for each: every language has its share of the faults. */
const deskFor = (at: number): Desk => {
  const desk = desks[at % desks.length];
  if (desk === undefined) throw new Error('Nobody is at a screen');
  return desk;
};

const accounts = z.object({ accounts: z.array(account) });
const authorization = z.object({ authorizeUrl: z.url() });

async function enter({ page }: Desk, input: ProviderAppInput): Promise<string> {
  const { json } = await ask(page, 'POST', '/api/v1/provider-apps', input);
  return providerApp.parse(json).id;
}

/**
 * Goes as far as the person comes: to a linked mailbox, back with a refusal, or no further than a page of the provider's.
 * @returns what that page says; null when there was none
 */
async function signIn({ page }: Desk, providerAppId: string, rehearsal: Rehearsal): Promise<string | null> {
  const answer = await ask(page, 'POST', '/api/v1/accounts/link/oauth', { providerAppId });
  const begun = authorization.safeParse(answer.json);
  if (!begun.success) return null;
  try {
    const returned = await walkSignIn({ ...begun.data, ...rehearsal });
    await page.context().request.get(returned, { maxRedirects: 0 });
    return null;
  } catch (thrown) {
    if (thrown instanceof SignInStuck) return thrown.message;
    // The sign-in page did not even open: this is fetch's.
    if (thrown instanceof TypeError) return null;
    throw thrown;
  }
}
type Rehearsal = (Entered | GoogleEntered)['rehearsal'];

/** Unlinks the mailbox and deletes the app as soon as it may be: the engine unlinks after the request was answered. */
async function clearAway({ page }: Desk, appId: string): Promise<void> {
  const linked = accounts.parse((await ask(page, 'GET', '/api/v1/accounts')).json).accounts;
  for (const { id } of linked) await ask(page, 'DELETE', `/api/v1/accounts/${id}`);
  const removed = async () => (await ask(page, 'DELETE', `/api/v1/provider-apps/${appId}`)).status;
  await expect.poll(removed, { timeout: patience }).not.toBe(409);
}

/** A key or a variable where words belong; what was asked and answered is a protocol's and left out. */
async function rawKeys(page: Page): Promise<string[]> {
  const text = await page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const quoted of copy.querySelectorAll('code, q, blockquote, pre')) quoted.remove();
    return copy.textContent ?? '';
  });
  return (
    text.match(
      /\{\{.*?\}\}|\b(?:catalogue|report|doctor|failures):[\w.-]+|[\w-]+\.(?:what|mend|title|question)\b/g,
    ) ?? []
  );
}

async function examine(desk: Desk, appId: string, finding: string): Promise<void> {
  const { page, t } = desk;
  await page.goto(`${world.address}/settings/provider-apps/${appId}/doctor`);
  await page.getByRole('button', { name: t('doctor:run') }).click();
  const first = page.locator('article[data-check]:is([data-state=wrong], [data-state=unsure])').first();
  await first.waitFor({ timeout: examinationPatience });
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await names(desk, first, finding);
}

/** Has the doctor explain what the provider showed to the person who signed in, and to nobody else. */
async function explain(desk: Desk, appId: string, shown: string, finding: string): Promise<void> {
  const { page, t } = desk;
  await page.goto(`${world.address}/settings/provider-apps/${appId}/doctor`);
  await page.getByLabel(t('doctor:page.label')).fill(shown);
  const panel = page.getByRole('region', { name: t('doctor:page.title') });
  await panel.getByText(patternOf(desk.language, `catalogue:${finding}.what`)).waitFor();
  await names(desk, panel, finding);
}

/** The sentence of the entry, what to do, and who does it, in the desk's language. */
async function names({ page, t, language }: Desk, place: Locator, finding: string): Promise<void> {
  const entry = entryById(finding);
  if (entry === undefined) throw new RangeError(`The catalogue has no ${finding}`);
  const told = await place.innerText();
  expect(told).toMatch(patternOf(language, `catalogue:${finding}.what`));
  expect(told).toMatch(patternOf(language, `catalogue:${finding}.mend`));
  expect(told).toContain(t(`report:menders.${entry.who}`));
  expect(await rawKeys(page)).toEqual([]);
}

function expectedFinding({ id }: BrokenRegistration | BrokenGoogleClient): string {
  const finding = expectedFindings[id];
  if (finding === undefined) throw new RangeError(`Nobody says what the doctor should find for ${id}`);
  return finding;
}

/** Found before there is anything to examine: each has a test of its own. */
const sooner: readonly string[] = ['secret-id-pasted', 'basic-authentication'];
const examined = brokenRegistrations.filter(({ id }) => !sooner.includes(id));

describe('the doctor’s screen names what is wrong with a registration at Microsoft, and who mends it', () => {
  it.each(examined.map((broken, at) => ({ ...broken, at })))('$id', async ({ at, ...broken }) => {
    const desk = deskFor(at);
    const redirectUri = `${world.address}${redirectPath}`;
    await setRight(world.provider, redirectUri);
    const entered = await broken.setWrong(world.provider, redirectUri);
    const cloud = clouds.find(({ id: _, ...one }) => isDeepStrictEqual(one, practiceCloud(entered)));
    const appId = await enter(desk, {
      provider: 'microsoft',
      name: 'Halewick',
      access: 'people',
      cloudId: cloud?.id ?? '',
      tenant: entered.tenant,
      clientId: entered.clientId,
      credential: { kind: 'secret', value: entered.clientSecret, expires: null },
    });
    await signIn(desk, appId, entered.rehearsal);
    await examine(desk, appId, expectedFinding(broken));
    await setRight(world.provider, redirectUri);
    await clearAway(desk, appId);
  });
});

describe('what need not wait for the doctor', () => {
  it('secret-id-pasted is refused while it is being entered', async () => {
    const { page, t, language } = deskFor(0);
    await setRight(world.provider, `${world.address}${redirectPath}`);
    const desk = deskFor(0);
    const appId = await enter(desk, {
      provider: 'microsoft',
      name: 'Halewick',
      access: 'people',
      cloudId: 'practice-0',
      tenant: world.provider.tenant,
      clientId: world.provider.clientId,
      credential: null,
    });
    await page.goto(`${world.address}/settings/provider-apps/${appId}`);
    await page
      .getByLabel(t('providerApps:secretValue'), { exact: true })
      .fill(world.provider.clientSecret.id);
    await page.getByText(patternOf(language, 'fields:secret-id-instead-of-value')).waitFor();
    await clearAway(desk, appId);
  });

  it('basic-authentication is told to whoever links with a password', async () => {
    const { page, t } = deskFor(0);
    const [{ userName, password }] = world.provider.people;
    const { imap, smtp } = world.provider;
    await page.goto(`${world.address}/accounts/link/imap`);
    await page.getByLabel(t('accounts:address'), { exact: true }).fill(userName);
    await page.getByLabel(t('discovery:passwords.own'), { exact: true }).fill(password);
    for (const [half, server] of [
      ['incoming', imap],
      ['outgoing', smtp],
    ] as const) {
      const fields = page.getByRole('group', { name: t(`accounts:${half}`) });
      await fields.getByText(t(`accounts:securities.${server.security}`), { exact: true }).click();
      await fields.getByLabel(t('accounts:host')).fill(server.host);
      await fields.getByLabel(t('accounts:port')).fill(String(server.port));
    }
    await page.getByRole('button', { name: t('accounts:testAndLink') }).click();
    await page.getByText(t('failures:login-refused')).waitFor();
    expect(await rawKeys(page)).toEqual([]);
  });
});

/** Google sends nobody back from these, so that no program hears of them. */
const shownToPeopleOnly: readonly string[] = [
  'google-internal-only',
  'google-test-user-missing',
  'google-blocked-by-administrator',
];

describe('the doctor’s screen names what is wrong with a client at Google, and who mends it', () => {
  it.each(brokenGoogleClients.map((broken, at) => ({ ...broken, at })))('$id', async ({ at, ...broken }) => {
    const desk = deskFor(at);
    setGoogleRight(google);
    const { clientId, clientSecret, rehearsal } = await broken.setWrong(google);
    const appId = await enter(desk, {
      provider: 'google',
      name: 'Halewick',
      cloudId: google.cloud.id,
      clientId,
      credential: { kind: 'secret', value: clientSecret, expires: null },
    });
    const shown = await signIn(desk, appId, rehearsal);
    if (shownToPeopleOnly.includes(broken.id)) {
      await explain(desk, appId, shown ?? '', expectedFinding(broken));
    } else {
      await examine(desk, appId, expectedFinding(broken));
    }
    setGoogleRight(google);
    await clearAway(desk, appId);
  });
});
