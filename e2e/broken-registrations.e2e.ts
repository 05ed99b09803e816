import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import {
  type PracticeGoogle,
  type PracticeProvider,
  startPracticeGoogle,
} from '@mailroom/rig/provider/index';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectedFindings } from '../scripts/doctor-broken/expected.ts';
import { ask } from './api.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
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
let folder: string;
let clouds: readonly Cloud[];
let desks: readonly Desk[];

function cloudOf(entered: Pick<Entered, 'authority' | 'imap' | 'smtp' | 'scopePrefix'>): Omit<Cloud, 'id'> {
  const { authority, imap, smtp, scopePrefix } = entered;
  return { provider: 'microsoft', name: 'Practice', authority, imap, smtp, scopePrefix, withdrawUrl: null };
}

/** What administrators have among the clouds of their settings, right or wrong: those of every broken registration. */
async function cloudsOf(practice: PracticeProvider): Promise<readonly Cloud[]> {
  const found: Omit<Cloud, 'id'>[] = [cloudOf(practice)];
  const redirectUri = `http://localhost:3300${redirectPath}`;
  for (const broken of brokenRegistrations) {
    const cloud = cloudOf(await broken.setWrong(practice, redirectUri));
    if (!found.some((one) => isDeepStrictEqual(one, cloud))) found.push(cloud);
  }
  await setRight(practice, redirectUri);
  return [...found.map((cloud, at) => ({ ...cloud, id: `practice-${at}` })), google.cloud];
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
  folder = await mkdtemp(join(tmpdir(), 'mailroom-broken-'));
  google = await startPracticeGoogle({ mail: 'none' });
  world = await startWorld({
    provider: { mail: 'none' },
    async settings(practice) {
      clouds = await cloudsOf(practice);
      const authorities = join(folder, 'authorities.pem');
      await writeFile(authorities, practice.caPem + google.caPem);
      return {
        MAILROOM_CLOUDS: JSON.stringify(clouds),
        MAILROOM_EXTRA_CA_FILE: authorities,
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
  await google?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
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

/** Goes as far as the person comes: to a linked mailbox, back with a refusal, or no further than a page of the provider's. */
async function signIn({ page }: Desk, providerAppId: string, rehearsal: Rehearsal): Promise<void> {
  const answer = await ask(page, 'POST', '/api/v1/accounts/link/oauth', { providerAppId });
  const begun = authorization.safeParse(answer.json);
  if (!begun.success) return;
  try {
    const returned = await walkSignIn({ ...begun.data, ...rehearsal });
    await page.context().request.get(returned, { maxRedirects: 0 });
  } catch (thrown) {
    // A TypeError is fetch's: the sign-in page did not even open.
    if (!(thrown instanceof SignInStuck || thrown instanceof TypeError)) throw thrown;
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

async function examine({ page, t, language }: Desk, appId: string, finding: string): Promise<void> {
  const entry = entryById(finding);
  if (entry === undefined) throw new RangeError(`The catalogue has no ${finding}`);
  await page.goto(`${world.address}/settings/provider-apps/${appId}/doctor`);
  await page.getByRole('button', { name: t('doctor:run') }).click();
  const first = page.locator('article[data-check]:is([data-state=wrong], [data-state=unsure])').first();
  await first.waitFor({ timeout: examinationPatience });
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  const told = await first.innerText();
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
    const cloud = clouds.find(({ id: _, ...one }) => isDeepStrictEqual(one, cloudOf(entered)));
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
    await signIn(desk, appId, rehearsal);
    await examine(desk, appId, expectedFinding(broken));
    setGoogleRight(google);
    await clearAway(desk, appId);
  });
});
