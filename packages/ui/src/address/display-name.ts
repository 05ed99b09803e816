import type { MailAddress } from '@mailroom/model';

/** Bidirectional controls and other invisible characters with which a name can pretend to be something else (UAX 9, 2). */
const invisible = /[\p{Cc}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text from a mail, without characters that are not seen but change what is seen. */
export function visible(text: string): string {
  return text.replace(invisible, '');
}

/**
 * The name to show for an address. A display name that is itself written like an address is not believed: `"ceo@company.com"
 * <thief@elsewhere.test>` is shown as the addr-spec that the mail really came from.
 */
export function displayName({ name, address }: MailAddress): string {
  const shown = visible(name).trim();
  if (shown === '' || /[@\uff20\ufe6b]/.test(shown)) return visible(address);
  return shown;
}

/** Mailboxes that are an office and no person: those of RFC 2142, of RFC 5321 (`postmaster`), and what bulk senders use besides. */
const offices = new Set(
  (
    'abuse accounting accounts admin administrator alerts alert billing bounce bounces confirm contact daemon delivery digest do ' +
    'feedback ftp help hello hostmaster hr info invoice invoices jobs list lists mailer mail marketing media news newsletter ' +
    'newsletters no noc noreply notice notification notifications notify office orders order postmaster press reply reports root ' +
    'sales security service services shipping statements statement support system team updates update usenet uucp webmaster weekly www'
  ).split(' '),
);

/** Whether an address says by its local part that nobody in particular writes from it: `MAILER-DAEMON`, `no-reply`, `billing+17`. */
function isOffice({ address }: MailAddress): boolean {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase();
  return local.split(/[^a-z]+/).some((word) => offices.has(word));
}

/** A short form for a list of participants: the first word of a personal name, the whole of anything else. */
export function shortName(mailAddress: MailAddress): string {
  const name = displayName(mailAddress);
  if (name.includes('@')) return name.split('@')[0] ?? name;
  if (isOffice(mailAddress)) return name;
  const [first = name, ...others] = name.split(/\s+/);
  return others.length === 0 || others.length > 2 ? name : first.replace(/,$/, '');
}

/** One or two letters for the mark beside a name. */
export function initials(mailAddress: MailAddress): string {
  const words = displayName(mailAddress)
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .trim()
    .split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
