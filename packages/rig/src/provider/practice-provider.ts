import { type IdentityServer, startIdentityServer } from '../identity/index.ts';
import { type ImapServer, type PresetName, presets, startImapServer } from '../imap/index.ts';
import { type PracticeSmtpServer, type SmtpPresetName, startSmtpServer } from '../smtp/index.ts';
import { makeCertificates, type PracticeCertificates } from '../tls/index.ts';
import { buildWorld, type FiledMessage, organisation, type Person } from '../world/index.ts';
import { createSignIn, makeAccounts } from './accounts.ts';
import { createMailStore, type MailStore } from './mail-store.ts';
import type { RegisteredProvider } from './registered-provider.ts';

export interface PracticeProviderOptions {
  /** Equal seeds at equal times give the same people and the same mail. Default `practice`. */
  readonly seed?: string;
  /** Which provider the mail servers imitate; SMTP follows IMAP. Default `outlook`. */
  readonly imapPreset?: PresetName;
  /** `none` leaves the mailboxes empty, for tests that bring their own mail. Default `world`. */
  readonly mail?: 'world' | 'none';
  now?(): Date;
}

/** A whole provider on loopback: sign-in, IMAP, SMTP, people and their mail, and what an administrator needs to know of it. */
export interface PracticeProvider extends RegisteredProvider {
  /** Delivers one fresh message, now. */
  deliverFreshMail(): FiledMessage[];
  /** A mailbox that several use: the first of the people opens it and sends as it, and nobody else does. */
  readonly sharedMailbox: string;
  /** The directory grants the application its own access, and Exchange lets it into these mailboxes. */
  openToApplication(mailboxes: readonly string[]): void;
  /** Another client's hands: the mailboxes themselves. */
  readonly mail: MailStore;
  /** What both mail servers show, for showing it again after another one. */
  readonly certificates: PracticeCertificates;
  /** The servers, for scripting what goes wrong. */
  readonly servers: {
    readonly identity: IdentityServer;
    readonly imap: ImapServer;
    readonly smtp: PracticeSmtpServer;
  };
}

const scopePrefix = 'https://outlook.practice.example/';

const clientSecret = {
  id: '7d0c2b1e-90f4-4c55-8f5e-5a3f2c6b1d04',
  value: 'practice~Secret.Value-2b7Qw9',
} as const;

/** What the portal lists for a mail application. */
const permissions = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'IMAP.AccessAsUser.All',
  'SMTP.Send',
  'User.Read',
];

/** What it lists for one that opens an organisation's mailboxes in its own name. */
const appRoles = ['IMAP.AccessAsApp', 'SMTP.SendAsApp'] as const;

function smtpPresetOf(preset: PresetName): SmtpPresetName {
  if (preset === 'outlook' || preset === 'outlook-rev2') return 'outlook';
  return preset === 'gmail' ? 'gmail' : 'plain';
}

function accountsOf(people: readonly [Person, ...Person[]]): PracticeProvider['people'] {
  const [persona, ...colleagues] = makeAccounts(people);
  if (persona === undefined) throw new Error('The practice world has no people');
  return [persona, ...colleagues];
}

/** Starts a practice provider on free ports. */
export async function startPracticeProvider(
  options: PracticeProviderOptions = {},
): Promise<PracticeProvider> {
  const now = options.now ?? (() => new Date());
  const seed = options.seed ?? 'practice';
  const preset = options.imapPreset ?? 'outlook';
  const certificates = makeCertificates();
  const world = buildWorld({ seed, end: now() });
  const people = accountsOf(world.people);
  const sharedMailbox = `office@${organisation.domain}`;
  const mail = createMailStore({
    preset,
    people: world.people,
    shared: [sharedMailbox],
    correspondents: world.correspondents,
    now,
  });
  if (options.mail !== 'none') for (const message of world.messages) mail.file(message);

  const identity = await startIdentityServer({
    seed,
    now: () => now().getTime(),
    mailScopePrefix: scopePrefix,
  });
  const tenant = identity.addTenant({ name: organisation.name, domains: [organisation.domain] });
  for (const { name, userName, password } of people) {
    identity.addPerson({ tenant, name, userPrincipalName: userName, email: userName, password });
  }
  const redirectUris: string[] = [];
  const register = () =>
    identity.addRegistration({
      tenant,
      name: 'Mailroom',
      audience: 'AzureADandPersonalMicrosoftAccount',
      redirectUris,
      secrets: [clientSecret],
      permissions,
      appRoles,
    });
  const { clientId } = register();
  const delegate = identity.person(people[0].userName);
  if (delegate === undefined) throw new Error('The practice world has nobody to share a mailbox with');
  identity.permitMailbox(delegate, sharedMailbox, 'full-access');
  identity.permitMailbox(delegate, sharedMailbox, 'send-as');

  const signIn = createSignIn(identity, people, presets[preset].login.passwordRefusal === undefined);
  const imap = await startImapServer({
    preset,
    mailboxes: mail.mailboxes,
    authenticate: signIn.imap,
    tls: certificates,
  });
  const smtp = await startSmtpServer({
    preset: smtpPresetOf(preset),
    security: 'starttls',
    key: certificates.keyPem,
    certificate: certificates.certPem,
    authenticate: signIn.smtp,
    postOffice: mail.postOffice,
    maySendAs: (mailbox, address) => identity.maySendAs(mailbox, address),
    clock: now,
  });

  return {
    authority: identity.authority,
    imap: { host: 'localhost', port: imap.port, security: 'tls' },
    smtp: { host: 'localhost', port: smtp.port, security: 'starttls' },
    scopePrefix,
    caPem: certificates.caPem,
    clientId,
    clientSecret,
    tenant: tenant.id,
    people,
    registerRedirectUri(uri) {
      if (redirectUris.includes(uri)) return;
      redirectUris.push(uri);
      register();
    },
    deliverFreshMail() {
      const messages = world.fresh.next(now());
      for (const message of messages) mail.file(message);
      return messages;
    },
    sharedMailbox,
    openToApplication(mailboxes) {
      const registration = register();
      identity.grantApplicationPermissions(tenant, registration);
      for (const mailbox of mailboxes) identity.permitMailbox(registration, mailbox);
    },
    mail,
    certificates,
    servers: { identity, imap, smtp },
    async close() {
      const ends = await Promise.allSettled([imap.close(), smtp.close(), identity.close()]);
      const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      if (failures.length > 0) throw failures[0];
    },
  };
}
