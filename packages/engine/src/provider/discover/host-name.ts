import { domainToASCII } from 'node:url';

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** What is no part of a name in any script, and what `domainToASCII` might read as the end of one. */
const foreign = /[\p{C}\p{Z}%/\\:?#@[\]<>^|"`{}]/u;

/**
 * A host name in the form for DNS and certificates: lower case, A-labels (RFC 5890), RFC 1123 letters. Addresses are no host
 * names here, in none of their spellings: no certificate that a stranger could check names them.
 * @returns null for anything else, also for names without a dot.
 */
export function hostName(text: string): string | null {
  if (text.length > 253 || foreign.test(text.replaceAll('\u00ad', ''))) return null;
  const name = domainToASCII(text).replace(/\.$/, '');
  const labels = name.split('.');
  if (name.length > 253 || labels.length < 2 || !labels.every((part) => label.test(part))) return null;
  // A last label of digits, decimal or hexadecimal, makes it an address to the URL standard's parser and to inet_aton.
  return /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '') ? null : name;
}

/** Whether `host` is `domain` or a name below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
