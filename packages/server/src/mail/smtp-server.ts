/** The server that Mailroom's own mail leaves through, as the setting names it. */
import { isIP } from 'node:net';
import type { MailHost } from '@mailroom/model';

export interface OwnSmtpServer extends MailHost {
  /** Null for a server that takes mail from this machine without a sign-in. */
  login: { user: string; password: string } | null;
}

/** RFC 8314 3.3 and RFC 6409 3.1. */
const ports = { 'smtps:': 465, 'smtp:': 587 } as const;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // The error of the decoding repeats the text, which is not to be shown: it is not even kept as a cause.
    throw new Error('must write a percent sign in the user or password as %25');
  }
}

/**
 * Reads `smtps://user:password@host:465` (TLS from the first byte) or `smtp://host:587` (upgraded with STARTTLS, never continued in
 * clear text). Throws an `Error` that completes "MAILROOM_SMTP_URL ..." and holds nothing of the value, which has a password in it.
 */
export function readSmtpServer(value: string): OwnSmtpServer {
  const url = URL.parse(value);
  const protocol = url?.protocol;
  if (!url || (protocol !== 'smtps:' && protocol !== 'smtp:') || url.hostname === '') {
    throw new Error('must be an address such as smtps://user:password@mail.example.com:465');
  }
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    throw new Error('must end after the host and its port; encode / ? # in the password as %2F %3F %23');
  }
  if ((url.username === '') !== (url.password === '')) throw new Error('must name both user and password');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host: isIP(host) ? host : host.toLowerCase(),
    port: url.port === '' ? ports[protocol] : Number(url.port),
    security: protocol === 'smtps:' ? 'tls' : 'starttls',
    login: url.username === '' ? null : { user: decoded(url.username), password: decoded(url.password) },
  };
}

/** Reads an address, with or without a name before it. Throws an `Error` that completes "MAILROOM_MAIL_FROM ...". */
export function readSender(value: string): { name: string; address: string } {
  const parts = /^(?:([^<>\p{Cc}]*?)\s*<([^<>]+)>|([^<>]+))$/u.exec(value);
  const address = parts?.[2] ?? parts?.[3] ?? '';
  if (!/^[^\s@<>,;"\p{Cc}]+@[^\s@<>,;"\p{Cc}]+$/u.test(address)) {
    throw new Error('must be an address, e.g. Mailroom <mailroom@example.com>');
  }
  return { name: parts?.[1] ?? '', address };
}
