import type { MailAddress, Message } from '@mailroom/model';

export interface Recipients {
  to: MailAddress[];
  cc: MailAddress[];
}

type Answered = Pick<Message, 'from' | 'replyTo' | 'to' | 'cc'>;

const lower = (address: string): string => address.toLowerCase();

function distinct(addresses: readonly MailAddress[], without: ReadonlySet<string>): MailAddress[] {
  const seen = new Set(without);
  return addresses.filter(({ address }) => {
    const key = lower(address);
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Who receives an answer (RFC 5322 3.6.3): Reply-To before From; answering one's own mail goes to those it went to. `all` adds the
 * other recipients, without oneself.
 */
export function recipientsOf(message: Answered, own: ReadonlySet<string>, all: boolean): Recipients {
  const mine = message.from.some(({ address }) => own.has(lower(address)));
  const none = new Set<string>();
  const senders = message.replyTo.length > 0 ? message.replyTo : message.from;
  const to = mine ? distinct(message.to, none) : distinct(senders, none);
  if (!all) return { to, cc: [] };
  const reached = new Set([...own, ...to.map(({ address }) => lower(address))]);
  const others = mine ? message.cc : [...message.to, ...message.cc];
  return { to, cc: distinct(others, reached) };
}

/** Prefixes that mail programs in the six languages put before an answered subject. */
const answered = /^\s*(?:re|aw|sv|r|rif|rép|ref|res|отв|回复|答复|回覆)\s*(?:\[\d+\])?\s*[:：]/i;

/** `Re: ` once, however often a conversation goes back and forth (RFC 5322 3.6.5). */
export function replySubject(subject: string): string {
  return answered.test(subject) ? subject : `Re: ${subject}`;
}

const addrSpec = /^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"[\]]+\.[^\s@<>(),;:\\"[\].]+$/u;

/** `Ana Souza <ana@example.com>` or the addr-spec alone; null when it is neither. */
export function parseMailbox(text: string): MailAddress | null {
  const named = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(text);
  const address = (named ? named[2] : text)?.trim() ?? '';
  if (!addrSpec.test(address) || address.length > 254) return null;
  return { name: named?.[1]?.trim() ?? '', address };
}

export function formatMailbox({ name, address }: MailAddress): string {
  return name === '' || name === address ? address : `${name.replace(/["<>]/g, '')} <${address}>`;
}
