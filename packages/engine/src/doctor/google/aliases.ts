/** Can the addresses be read that the mailbox may send as? Gmail rewrites the sender of any other (Gmail API, users.settings.sendAs). */
import { Failure } from '@mailroom/model';
import { entryOfGoogle } from '@mailroom/model/catalogue/index';
import { askHttp, jsonObject } from '../ask/http.ts';
import type { DoctorDeps, DoctorTarget, Verdict } from '../target.ts';
import { fault, right, verdictOf } from '../verdict.ts';

/** Google's API has a host of its own, and everything else that speaks as Google answers at one address. */
const apiOrigins: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'https://gmail.googleapis.com',
};

function sendAsUrl({ app }: DoctorTarget): URL {
  const { origin } = new URL(app.cloud.authority);
  return new URL('/gmail/v1/users/me/settings/sendAs', apiOrigins[origin] ?? origin);
}

export const askedAliases = (target: DoctorTarget): string => `GET ${sendAsUrl(target).href}`;

export async function rehearseAliases(
  accessToken: string,
  target: DoctorTarget,
  { clock }: DoctorDeps,
  signal: AbortSignal,
): Promise<Verdict> {
  const asked = askedAliases(target);
  const headers = { authorization: `Bearer ${accessToken}` };
  const { status, body } = await askHttp(sendAsUrl(target), { method: 'GET', headers }, { clock, signal });
  const document = jsonObject(body);
  if (status === 200 && Array.isArray(document?.sendAs)) {
    const addresses = document.sendAs.map((entry: unknown) => text(entry, 'sendAsEmail')).filter(Boolean);
    return right(asked, addresses.join(', '), { aliases: String(addresses.length) });
  }
  const { code, words } = refusalIn(document?.error, status);
  const entry = entryOfGoogle(`${code} ${words}`);
  const { host } = sendAsUrl(target);
  if (entry === undefined && (status === 429 || status >= 500)) {
    return fault({
      asked,
      answered: code,
      finding: 'authority-failing',
      code,
      detail: { host },
      state: 'unsure',
    });
  }
  return verdictOf(
    asked,
    new Failure({
      origin: entry?.meaning.origin ?? 'provider',
      kind: entry?.meaning.kind ?? 'authority-failed',
      code,
      quote: words || null,
      detail: { provider: 'google', host },
    }),
  );
}

/** Errors of Google's APIs are not OAuth's: the reason stands in a list, and in the details of newer ones ("Resolve errors"). */
function refusalIn(error: unknown, status: number): { code: string; words: string } {
  const reasons = [...list(error, 'errors'), ...list(error, 'details')].map((entry) => text(entry, 'reason'));
  return { code: reasons.find(Boolean) ?? `HTTP ${status}`, words: text(error, 'message') };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

function list(value: unknown, name: string): unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}
