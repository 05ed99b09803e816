/** One broken registration: entered as its administrator did, tried as its person did, and shown to the doctor. */
import { setTimeout } from 'node:timers/promises';
import {
  account,
  type CheckResult,
  doctorReport,
  type FailureWire,
  failureBody,
  type ProviderApp,
  type ProviderAppInput,
  providerApp,
} from '@mailroom/model';
import { entryOfFailure, entryOfText } from '@mailroom/model/catalogue/index';
import type { Entered } from '@mailroom/rig/broken/index';
import { SignInStuck, type WalkOptions, walkSignIn } from '@mailroom/rig/identity/index';
import { z } from 'zod';
import type { Answer, Browser } from './browser.ts';

export interface Diagnosis {
  /** Id of the catalogue's entry; null when nothing was found, or nothing that is known. */
  finding: string | null;
  code: string | null;
  detail: Readonly<Record<string, string>>;
}

const accounts = z.object({ accounts: z.array(account) });
/** Tenths of a second. */
const attempts = 100;

const authorization = z.object({ authorizeUrl: z.url() });

/** What the person does on the provider's pages. */
export type Rehearsed = Omit<WalkOptions, 'authorizeUrl'>;

export async function diagnose(
  browser: Browser,
  input: ProviderAppInput,
  rehearsed: Rehearsed,
): Promise<Diagnosis> {
  const created = await browser.ask('POST', '/api/v1/provider-apps', input);
  if (created.status !== 200) return ofFailure(created);
  const app = providerApp.parse(created.json);
  const page = await signIn(browser, app.id, rehearsed);
  const [linked] = accounts.parse((await browser.ask('GET', '/api/v1/accounts')).json).accounts;
  try {
    const path = `/api/v1/provider-apps/${app.id}/doctor`;
    const { json } = await browser.ask('POST', path, { accountId: linked?.id ?? null });
    const found = decisive(doctorReport.parse(json).checks);
    return found.finding === null && page !== null ? ofPage(page, app) : found;
  } finally {
    await clearAway(browser, app.id, linked?.id);
  }
}

/** Deletes the app as soon as it may be: an account that uses it is unlinked by the engine after the request was answered. */
export async function clearAway(
  browser: Browser,
  appId: string,
  accountId: string | undefined,
): Promise<void> {
  if (accountId !== undefined) await browser.ask('DELETE', `/api/v1/accounts/${accountId}`);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { status } = await browser.ask('DELETE', `/api/v1/provider-apps/${appId}`);
    if (status !== 409) return;
    await setTimeout(100);
  }
  throw new Error('The account was not unlinked');
}

/**
 * A sign-in that ends on a page of the provider's never comes back to us; the doctor has its own ways to hear why.
 * @returns what that page said, as the person could copy it; null when there was none.
 */
async function signIn(browser: Browser, providerAppId: string, rehearsed: Rehearsed): Promise<string | null> {
  const answer = await browser.ask('POST', '/api/v1/accounts/link/oauth', { providerAppId });
  const begun = authorization.safeParse(answer.json);
  if (!begun.success) return null;
  try {
    const returned = new URL(await walkSignIn({ ...begun.data, ...rehearsed }));
    await browser.ask('GET', `${returned.pathname}${returned.search}`);
    return null;
  } catch (thrown) {
    if (thrown instanceof SignInStuck) return thrown.message;
    // A TypeError is fetch's: the sign-in page did not even open.
    if (!(thrown instanceof TypeError)) throw thrown;
    return null;
  }
}

export async function diagnosePassword(
  browser: Browser,
  { imap, smtp, rehearsal }: Entered,
): Promise<Diagnosis> {
  const { userName: user, password } = rehearsal;
  const body = {
    address: user,
    name: '',
    imap: { ...imap, user, password },
    smtp: { ...smtp, user, password },
  };
  return ofFailure(await browser.ask('POST', '/api/v1/accounts/link/imap', body));
}

/** What the provider tells to the person alone, explained from what they copied. */
function ofPage(text: string, { clientId, redirectUri }: ProviderApp): Diagnosis {
  const detail = { clientId: clientId ?? '', redirectUri };
  return { finding: entryOfText(text)?.id ?? null, code: text, detail };
}

export function ofFailure({ json }: Answer): Diagnosis {
  const failure: FailureWire = failureBody.parse(json).failure;
  const { half } = failure.detail;
  const entry = entryOfFailure(failure, half === 'imap' || half === 'smtp' ? half : undefined);
  return { finding: entry?.id ?? null, code: failure.code, detail: failure.detail };
}

/** What the screen shows first: the first check that is wrong, or, when none is, the first that is not sure. */
export function decisive(checks: readonly CheckResult[]): Diagnosis {
  const first =
    checks.find(({ state }) => state === 'wrong') ?? checks.find(({ state }) => state === 'unsure');
  return { finding: first?.finding ?? null, code: first?.code ?? null, detail: first?.detail ?? {} };
}
