/**
 * Whom mail is from or to, as a filter of lists and searches. Addresses are compared as a whole and without regard to case: RFC 5321
 * section 2.4 lets a server tell local parts apart by case, and none does that people write to. A domain holds those below it, since
 * `eu.example.com` is the same correspondent as `example.com`; what only ends alike, `notexample.com`, is another.
 */
import { domainToASCII, domainToUnicode } from 'node:url';
import { foldedRuns, pairs, shortened } from '@mailroom/engine/words/index';

/** In the form that they are compared in. One of them is enough. */
export interface Correspondents {
  addresses: ReadonlySet<string>;
  domains: readonly string[];
}

/** Internationalised names in their ASCII form (RFC 5891), since mail spells them either way; as it stands where it is no name. */
function normalDomain(domain: string): string {
  const lower = domain.normalize('NFC').toLowerCase().replace(/\.$/, '');
  return domainToASCII(lower) || lower;
}

function normalAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return address.normalize('NFC').toLowerCase();
  return `${address.slice(0, at).normalize('NFC').toLowerCase()}@${normalDomain(address.slice(at + 1))}`;
}

/** Of what people write; `@example.com` and `*.example.com` mean the domain. */
export function correspondents(addresses: readonly string[], domains: readonly string[]): Correspondents {
  const names = domains.map((domain) => normalDomain(domain.trim().replace(/^(?:\*\.|@)/, '')));
  return {
    addresses: new Set(addresses.map((address) => normalAddress(address.trim()))),
    domains: names.filter((name) => name !== ''),
  };
}

export function isAmong({ addresses, domains }: Correspondents, address: string): boolean {
  const normal = normalAddress(address);
  if (addresses.has(normal)) return true;
  const domain = normal.slice(normal.lastIndexOf('@') + 1);
  return domains.some((name) => domain === name || domain.endsWith(`.${name}`));
}

function wordsOf(text: string): string[] {
  return foldedRuns(text).flatMap((run) => {
    const found = run.unspaced ? pairs(run.text) : [];
    return found.length > 0 ? found : [shortened(run.text)];
  });
}

/**
 * What the index finds their mail by, and other mail with it: a message has all words of one of these. An internationalised domain is
 * looked for in both its forms.
 */
export function wordsOfCorrespondents({ addresses, domains }: Correspondents): string[][] {
  const spelled = [...addresses, ...domains].flatMap((name) => {
    const at = name.lastIndexOf('@') + 1;
    return [name, `${name.slice(0, at)}${domainToUnicode(name.slice(at))}`];
  });
  return [...new Set(spelled)].map(wordsOf).filter((words) => words.length > 0);
}
