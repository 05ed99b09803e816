/** The failure catalogue as a whole, and how an answer finds its entry. */
import type { FailureKind, FailureWire } from '../failure.ts';
import { connectionEntries } from './connection.ts';
import { directoryEntries } from './directory.ts';
import type { CatalogueEntry } from './entry.ts';
import { googleEntries } from './google.ts';
import { type GooglePageError, readGooglePage } from './google-page.ts';
import { mailEntries } from './mail.ts';
import { personEntries } from './person.ts';
import { registrationEntries } from './registration.ts';
import { requestEntries } from './request.ts';

export type { CatalogueEntry, CatalogueVariable, Meaning, Mender, Place, Recognition } from './entry.ts';
export { type GooglePageError, readGooglePage } from './google-page.ts';
export { type Registration, whereLink } from './where.ts';

export const catalogue: readonly CatalogueEntry[] = [
  ...registrationEntries,
  ...directoryEntries,
  ...personEntries,
  ...requestEntries,
  ...googleEntries,
  ...mailEntries,
  ...connectionEntries,
];

function indexed<Key>(keys: (entry: CatalogueEntry) => readonly Key[] | undefined): Map<Key, CatalogueEntry> {
  return new Map(catalogue.flatMap((entry) => (keys(entry) ?? []).map((key) => [key, entry] as const)));
}

const byId = indexed(({ id }) => [id]);
const byNumber = indexed(({ recognises }) => recognises.aadsts);
const byOAuthError = indexed(({ recognises }) => recognises.oauth);
const byKind = indexed(({ recognises }) => recognises.kinds);
const byEnhancedCode = indexed(({ recognises }) => recognises.enhanced);

export const entryById = (id: string): CatalogueEntry | undefined => byId.get(id);
export const entryOfNumber = (number: number): CatalogueEntry | undefined => byNumber.get(number);
export const entryOfOAuthError = (error: string): CatalogueEntry | undefined => byOAuthError.get(error);

/** Every AADSTS number that has an entry. */
export const knownNumbers: readonly number[] = [...byNumber.keys()];

export function entryOfGoogle(text: string): CatalogueEntry | undefined {
  return catalogue.find(({ recognises }) =>
    recognises.google?.some((known) => (typeof known === 'string' ? text.includes(known) : known.test(text))),
  );
}

/** The entry of Google's error page, where `access_denied` means that the person may not come in. */
export function entryOfGooglePage({ error, words }: GooglePageError): CatalogueEntry | undefined {
  return error === 'access_denied' ? byId.get('google-app-in-testing') : entryOfGoogle(`${error} ${words}`);
}

export function entryOfImap(words: string): CatalogueEntry | undefined {
  return catalogue.find(({ recognises }) => recognises.imap?.some((known) => known.test(words)));
}

/** @param reply all of it, e.g. `535 5.7.139 Authentication unsuccessful, ...`. */
export function entryOfSmtp(reply: string): CatalogueEntry | undefined {
  const told = catalogue.find(({ recognises }) => recognises.smtp?.some((known) => known.test(reply)));
  const enhanced = /^[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})/.exec(reply)?.[1];
  return told ?? (enhanced === undefined ? undefined : byEnhancedCode.get(enhanced));
}

/**
 * Kinds that know more than the provider's words: its number says "wrong secret" for the Secret ID as well, and its refusal of a
 * login is the same whether the token is bad or somebody else's.
 */
const workedOut: ReadonlySet<FailureKind> = new Set([
  'secret-id-instead-of-value',
  'organisation-mailbox-refused',
  'organisation-sending-refused',
  'shared-mailbox-refused',
  'send-as-denied',
]);

/**
 * The entry of a failure, by the most exact of what it carries: Microsoft's number, the server's words, its own kind. Undefined is
 * for a code nobody has catalogued, which is then shown as it is.
 *
 * @param half the server that spoke, where it was one of mail.
 */
export function entryOfFailure(
  failure: Pick<FailureWire, 'kind' | 'code' | 'quote' | 'detail'>,
  half?: 'imap' | 'smtp',
): CatalogueEntry | undefined {
  if (failure.detail.provider === 'google' && half === undefined) return entryOfGoogleFailure(failure);
  if (workedOut.has(failure.kind)) return byKind.get(failure.kind);
  if (failure.kind === 'scope-missing' && failure.detail.missing === 'offline_access') {
    return byId.get('offline-access-missing');
  }
  const number = /^AADSTS(\d+)$/.exec(failure.code ?? '')?.[1];
  // The same number for two faults: "not enabled for consumers" is the registration's, and only its OAuth error tells.
  if (number === '500208' && failure.detail.error === 'unauthorized_client') {
    return byOAuthError.get('unauthorized_client');
  }
  if (number !== undefined) return byNumber.get(Number(number));
  const words = failure.quote ?? '';
  const spoken = half === 'imap' ? entryOfImap(words) : half === 'smtp' ? entryOfSmtp(words) : undefined;
  return spoken ?? byOAuthError.get(failure.detail.error ?? '') ?? byKind.get(failure.kind);
}

/** Google has no numbers, and its errors are OAuth's own with other meanings than Microsoft gives them. */
function entryOfGoogleFailure({
  kind,
  code,
  quote,
  detail,
}: Pick<FailureWire, 'kind' | 'code' | 'quote' | 'detail'>): CatalogueEntry | undefined {
  if (detail.missing !== undefined) {
    return byId.get(
      detail.missing === 'refresh_token' ? 'google-refresh-token-missing' : 'google-mail-not-granted',
    );
  }
  // An old code is answered like an ended grant; only the step that failed tells them apart.
  if (kind === 'link-expired') return byKind.get(kind);
  const words = [code, detail.subtype, quote].filter(Boolean).join(' ');
  return entryOfGoogle(words) ?? byKind.get(kind);
}

const aadsts = /AADSTS(\d{4,8})/;

/** The entry of any text that somebody copied from a sign-in page, its address bar, or a server's answer. */
export function entryOfText(text: string): CatalogueEntry | undefined {
  const page = readGooglePage(text.trim());
  if (page !== null) return entryOfGooglePage(page);
  const number = aadsts.exec(text)?.[1];
  if (number !== undefined) return byNumber.get(Number(number));
  return entryOfSmtp(text.trim()) ?? entryOfImap(text) ?? entryOfGoogle(text);
}
