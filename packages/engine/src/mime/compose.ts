/** An outgoing message to its bytes (RFC 5322, RFC 2045): what is transmitted, and what is filed in Sent. */
import { randomUUID } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { Failure, type MailAddress } from '@mailroom/model';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingRecord } from '../ports/outbox.ts';
import { threadIds } from '../thread/index.ts';
import { htmlToText } from './html-text.ts';
import { sanitiseWritten } from './sanitise.ts';

export interface Composed {
  /** CRLF lines, ASCII only; never a Bcc header. */
  raw: Uint8Array;
  /** With angle brackets, as the header has it. */
  messageId: string;
}

type Draft = Pick<
  OutgoingRecord,
  'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'html' | 'text' | 'inReplyTo' | 'references'
>;

/** Ancestors that References names; RFC 5322 sets no limit, servers' header limits do. */
const longestReferences = 40;
const longestSubject = 2000;
const longestText = 4_000_000;

/**
 * @param account whose mailbox sends: the only address that From may hold.
 * @param date of the Date header.
 * @throws Failure `invalid-request` for control characters or impossible addresses, which are refused and never repaired, since a
 *   repaired header may say something else than its writer saw; `sender-refused` for another's address in From.
 */
export async function compose(draft: Draft, account: { address: string }, date: Date): Promise<Composed> {
  const from = checkedAddress(draft.from, 'from');
  if (from.address.toLowerCase() !== account.address.toLowerCase()) throw foreignSender(from.address);
  const ancestors = ancestorsOf(draft);
  const html = draft.html.trim() === '' ? null : sanitiseWritten(draft.html);
  const text = draft.text.trim() === '' && html !== null ? htmlToText(html, longestText) : draft.text;
  const messageId = `<${randomUUID()}@${domainOf(from.address)}>`;

  const composer = new MailComposer({
    from,
    to: draft.to.map((address) => checkedAddress(address, 'to')),
    cc: draft.cc.map((address) => checkedAddress(address, 'cc')),
    subject: checkedText(draft.subject, 'subject', longestSubject),
    messageId,
    date,
    inReplyTo: ancestors.at(-1),
    references: ancestors,
    text,
    html: html === null ? undefined : page(html),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  });
  return { raw: await composer.compile().build(), messageId };
}

/**
 * The copy for the Sent folder: what was sent, under a Bcc header that tells the sender alone who else received it.
 */
export function sentCopy(raw: Uint8Array, bcc: readonly MailAddress[]): Uint8Array {
  if (bcc.length === 0) return raw;
  const addresses = bcc.map((address) => checkedAddress(address, 'bcc').address);
  return Buffer.concat([Buffer.from(`Bcc: ${addresses.join(',\r\n ')}\r\n`, 'utf8'), raw]);
}

function page(html: string): string {
  return `<!DOCTYPE html>\r\n<html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}

/** Oldest first, the answered message last (RFC 5322 3.6.4), as header fields. */
function ancestorsOf(draft: Draft): string[] {
  if (draft.inReplyTo === null) return [];
  const { ancestors } = threadIds({ messageId: null, inReplyTo: [], references: draft.references });
  const [parent] = threadIds({ messageId: null, inReplyTo: [draft.inReplyTo], references: [] }).ancestors;
  if (parent === undefined) return [];
  const earlier = ancestors.filter((id) => id !== parent);
  const kept =
    earlier.length < longestReferences
      ? earlier
      : [...earlier.slice(0, 1), ...earlier.slice(2 - longestReferences)];
  return [...kept, parent].map((id) => `<${id}>`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what would end a header field early (RFC 5322 2.2).
const control = /[\u0000-\u001f\u007f\u2028\u2029]/;
/** Dot-atom or UTF-8 local part, then a domain; quoted local parts and address literals are legal and never seen in mail people send. */
const addrSpec = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]]{1,255}$/;

function checkedText(text: string, field: string, limit: number): string {
  if (control.test(text) || text.length > limit) throw invalid(field);
  return text;
}

function checkedAddress({ name, address }: MailAddress, field: string): MailAddress {
  checkedText(name, field, longestSubject);
  if (control.test(address) || !addrSpec.test(address)) throw invalid(field);
  return { name, address };
}

function domainOf(address: string): string {
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1));
  if (domain === '') throw invalid('from');
  return domain;
}

function invalid(field: string): Failure {
  return new Failure({
    origin: 'person',
    kind: 'invalid-request',
    next: { do: 'choose' },
    detail: { field },
  });
}

function foreignSender(address: string): Failure {
  return new Failure({
    origin: 'mailroom',
    kind: 'sender-refused',
    next: { do: 'choose' },
    detail: { address },
  });
}
