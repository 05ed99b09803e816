/** What discovery may come to, for tests of the screens. */
import type { Discovery } from '@mailroom/model';

type Found = Extract<Discovery, { found: true }>;

const tls = (host: string, port: number) => ({ host, port, security: 'tls' }) as const;

export const microsoft365: Found = {
  found: true,
  provider: 'Microsoft 365',
  foundBy: 'mx',
  confirm: false,
  auth: 'oauth2-microsoft',
  imap: tls('outlook.office365.com', 993),
  smtp: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
  imapUser: 'ann@corp.test',
  smtpUser: 'ann@corp.test',
  advice: [],
};

export const gmail: Found = {
  ...microsoft365,
  provider: 'Gmail',
  foundBy: 'table',
  auth: 'oauth2-google',
  imap: tls('imap.gmail.com', 993),
  smtp: tls('smtp.gmail.com', 465),
};

export const icloud: Found = {
  found: true,
  provider: 'iCloud Mail',
  foundBy: 'table',
  confirm: false,
  auth: 'password',
  imap: tls('imap.mail.me.com', 993),
  smtp: { host: 'smtp.mail.me.com', port: 587, security: 'starttls' },
  imapUser: 'ann',
  smtpUser: 'ann@icloud.com',
  advice: [{ kind: 'app-password', link: 'https://support.apple.com/102654' }],
};

/** Servers that nobody knows, of a domain that publishes them elsewhere. */
export const unfamiliar: Found = {
  found: true,
  provider: null,
  foundBy: 'autoconfig',
  confirm: true,
  auth: 'password',
  imap: tls('imap.hosting.test', 993),
  smtp: null,
  imapUser: null,
  smtpUser: null,
  advice: [
    { kind: 'enable-imap', link: 'https://hosting.test/imap' },
    { kind: 'authorization-code', link: null },
  ],
};

export function notFound(reason: Extract<Discovery, { found: false }>['reason']): Discovery {
  return {
    found: false,
    reason,
    provider: reason === 'gateway' ? 'Mimecast' : reason === 'bridge-only' ? 'Proton Mail' : null,
    advice: reason === 'bridge-only' ? [{ kind: 'bridge', link: 'https://proton.me/mail/bridge' }] : [],
  };
}
