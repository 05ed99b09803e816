/** One broken registration: entered as its administrator did, tried as its person did, and shown to the doctor. */
import { setTimeout } from 'node:timers/promises';
import {
  account,
  type CheckResult,
  doctorReport,
  type FailureWire,
  failureBody,
  providerApp,
} from '@mailroom/model';
import { entryOfFailure } from '@mailroom/model/catalogue/index';
import type { Entered } from '@mailroom/rig/broken/index';
import { SignInStuck, walkSignIn } from '@mailroom/rig/identity/index';
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

export async function diagnose(browser: Browser, entered: Entered): Promise<Diagnosis> {
  if (entered.authentication === 'password') return ofFailure(await linkByPassword(browser, entered));
  const { tenant, clientId, clientSecret } = entered;
  const created = await browser.ask('POST', '/api/v1/provider-apps', {
    provider: 'microsoft',
    name: 'Practice',
    cloudId: 'practice',
    tenant,
    clientId,
    clientSecret,
    secretExpires: null,
  });
  if (created.status !== 200) return ofFailure(created);
  const app = providerApp.parse(created.json);
  await signIn(browser, app.id, entered);
  const [linked] = accounts.parse((await browser.ask('GET', '/api/v1/accounts')).json).accounts;
  try {
    const path = `/api/v1/provider-apps/${app.id}/doctor`;
    const { json } = await browser.ask('POST', path, { accountId: linked?.id ?? null });
    return decisive(doctorReport.parse(json).checks);
  } finally {
    await clearAway(browser, app.id, linked?.id);
  }
}

/** Deletes the app as soon as it may be: an account that uses it is unlinked by the engine after the request was answered. */
async function clearAway(browser: Browser, appId: string, accountId: string | undefined): Promise<void> {
  if (accountId !== undefined) await browser.ask('DELETE', `/api/v1/accounts/${accountId}`);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { status } = await browser.ask('DELETE', `/api/v1/provider-apps/${appId}`);
    if (status !== 409) return;
    await setTimeout(100);
  }
  throw new Error('The account was not unlinked');
}

/** A sign-in that ends on a page of the provider's never comes back to us; the doctor has its own ways to hear why. */
async function signIn(browser: Browser, providerAppId: string, { rehearsal }: Entered): Promise<void> {
  const answer = await browser.ask('POST', '/api/v1/accounts/link/microsoft', { providerAppId });
  const begun = authorization.safeParse(answer.json);
  if (!begun.success) return;
  try {
    const returned = new URL(await walkSignIn({ ...begun.data, ...rehearsal }));
    await browser.ask('GET', `${returned.pathname}${returned.search}`);
  } catch (thrown) {
    // A TypeError is fetch's: the sign-in page did not even open.
    if (!(thrown instanceof SignInStuck || thrown instanceof TypeError)) throw thrown;
  }
}

function linkByPassword(browser: Browser, { imap, smtp, rehearsal }: Entered): Promise<Answer> {
  const { userName: user, password } = rehearsal;
  return browser.ask('POST', '/api/v1/accounts/link/imap', {
    address: user,
    name: '',
    imap: { ...imap, user, password },
    smtp: { ...smtp, user, password },
  });
}

function ofFailure({ json }: Answer): Diagnosis {
  const failure: FailureWire = failureBody.parse(json).failure;
  const { half } = failure.detail;
  const entry = entryOfFailure(failure, half === 'imap' || half === 'smtp' ? half : undefined);
  return { finding: entry?.id ?? null, code: failure.code, detail: failure.detail };
}

/** What the screen shows first: the first check that is wrong, or, when none is, the first that is not sure. */
function decisive(checks: readonly CheckResult[]): Diagnosis {
  const first =
    checks.find(({ state }) => state === 'wrong') ?? checks.find(({ state }) => state === 'unsure');
  return { finding: first?.finding ?? null, code: first?.code ?? null, detail: first?.detail ?? {} };
}
