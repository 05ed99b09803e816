/** What a person enters to link a mailbox by password, and what is sent of it. */
import {
  type Advice,
  type AdviceKind,
  type Discovery,
  type ImapAccountInput,
  imapAccountInput,
  type MailHost,
  type TransportSecurity,
} from '@mailroom/model';
import { validateWith } from '../../../form/validate.ts';

export type Half = 'imap' | 'smtp';

export interface ServerValues extends MailHost {
  user: string;
}

export interface PasswordValues {
  address: string;
  name: string;
  password: string;
  imap: ServerValues;
  smtp: ServerValues;
  /** Sending takes another password; else `smtpPassword` is of no account. */
  ownSmtpPassword: boolean;
  smtpPassword: string;
}

export type Found = Extract<Discovery, { found: true }>;

/** Registered ports (RFC 8314 7, RFC 6409 3.1). */
const ports: Record<Half, Record<TransportSecurity, number>> = {
  imap: { tls: 993, starttls: 143 },
  smtp: { tls: 465, starttls: 587 },
};

const blankServers: Pick<PasswordValues, Half> = {
  imap: { host: '', port: ports.imap.tls, security: 'tls', user: '' },
  smtp: { host: '', port: ports.smtp.starttls, security: 'starttls', user: '' },
};

export function blankValues(address: string): PasswordValues {
  return withUserNames(
    {
      address,
      name: '',
      password: '',
      ...blankServers,
      ownSmtpPassword: false,
      smtpPassword: '',
    },
    address,
  );
}

/** The form filled in with what discovery found; what it does not know stays for the person. */
export function foundValues(address: string, { imap, smtp, imapUser, smtpUser }: Found): PasswordValues {
  return {
    ...blankValues(address),
    imap: { ...imap, user: imapUser ?? '' },
    smtp: { ...(smtp ?? blankServers.smtp), user: smtpUser ?? '' },
  };
}

/** Most providers take the address for the user name; what a person entered is never overwritten. */
export function withUserNames(values: PasswordValues, address: string): PasswordValues {
  const named = (server: ServerValues): ServerValues =>
    server.user === '' ? { ...server, user: address } : server;
  return { ...values, imap: named(values.imap), smtp: named(values.smtp) };
}

/** The port follows the kind of encryption until a person changes it. */
export function withSecurity(server: ServerValues, half: Half, security: TransportSecurity): ServerValues {
  const usual = server.port === ports[half][server.security];
  return { ...server, security, port: usual ? ports[half][security] : server.port };
}

/** App passwords as providers show them: four groups of four letters, for reading. The spaces are not part of it. */
const grouped = /^\s*[a-z]{4}(\s[a-z]{4}){3}\s*$/i;

export function inputOf(values: PasswordValues): ImapAccountInput {
  const { address, name, password, imap, smtp, ownSmtpPassword, smtpPassword } = values;
  const sent = (text: string): string => (grouped.test(text) ? text.replace(/\s/g, '') : text);
  return {
    address,
    name,
    imap: { ...imap, password: sent(password) },
    smtp: { ...smtp, password: sent(ownSmtpPassword ? smtpPassword : password) },
  };
}

const validate = validateWith(imapAccountInput);

/** Sentences by the path of the field that can be mended. */
export function errorsOf(values: PasswordValues): Record<string, string> {
  const { 'imap.password': password, 'smtp.password': smtpPassword, ...rest } = validate(inputOf(values));
  return {
    ...rest,
    ...(password !== undefined ? { password } : {}),
    ...(smtpPassword !== undefined && values.ownSmtpPassword ? { smtpPassword } : {}),
  };
}

/** Whether anything but the password and the name is wrong or missing: what a folded form would hide. */
export function serversNeedAttention(errors: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(errors).some((path) => path.startsWith('imap.') || path.startsWith('smtp'));
}

const passwordKinds = ['app-password', 'authorization-code', 'mail-password'] as const satisfies AdviceKind[];
export type PasswordKind = 'own' | (typeof passwordKinds)[number];

/** What the password field takes, where the provider refuses the account's own. */
export function passwordKind(advice: readonly Advice[]): PasswordKind {
  const kinds = advice.map(({ kind }) => kind);
  return passwordKinds.find((kind) => kinds.includes(kind)) ?? 'own';
}
