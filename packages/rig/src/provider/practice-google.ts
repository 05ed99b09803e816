import {
  type GoogleIdentityServer,
  googleMailAuthenticator,
  MAIL_SCOPE,
  type NewGoogleClient,
  startGoogleIdentityServer,
} from '../identity/google/index.ts';
import { type ImapServer, startImapServer } from '../imap/index.ts';
import { type PracticeSmtpServer, startSmtpServer } from '../smtp/index.ts';
import { makeCertificates, type PracticeCertificates } from '../tls/index.ts';
import { buildWorld, organisation } from '../world/index.ts';
import { makeAccounts } from './accounts.ts';
import { createMailStore, type MailStore } from './mail-store.ts';
import type { MailHost, RegisteredPerson } from './registered-provider.ts';

export interface PracticeGoogleOptions {
  readonly seed?: string;
  /** `none` leaves the mailboxes empty. Default `world`. */
  readonly mail?: 'world' | 'none';
  now?(): Date;
}

/** Where people sign in and where their mail is. */
export interface GoogleCloud {
  readonly provider: 'google';
  readonly id: string;
  readonly name: string;
  readonly authority: string;
  readonly imap: MailHost;
  readonly smtp: MailHost;
  /** The one scope that opens mail. */
  readonly scopePrefix: string;
  readonly withdrawUrl: string | null;
}

/** A whole practice Google on loopback: sign-in with userinfo and aliases, Gmail's IMAP and SMTP, people and their mail. */
export interface PracticeGoogle {
  /** What an administrator lists among the clouds of an application's settings. */
  readonly cloud: GoogleCloud;
  /** `http://localhost:<port>`: the discovery document below it names every endpoint. */
  readonly authority: string;
  readonly imap: MailHost;
  readonly smtp: MailHost;
  /** The certificate authority of the mail servers. */
  readonly caPem: string;
  readonly certificates: PracticeCertificates;
  readonly clientId: string;
  readonly clientSecret: string;
  /** All of one Workspace organisation; the first is the main persona. */
  readonly people: readonly RegisteredPerson[];
  /** Their organisation's domain. */
  readonly organisation: string;
  /** Adds a redirect URI to the client, as an administrator does in the console. */
  registerRedirectUri(uri: string): void;
  /** Saves the client with these changes, and otherwise as it should be. */
  saveClient(changes?: Partial<NewGoogleClient>): void;
  readonly mail: MailStore;
  readonly servers: {
    readonly identity: GoogleIdentityServer;
    readonly imap: ImapServer;
    readonly smtp: PracticeSmtpServer;
  };
  /** Stops everything. @throws when a client broke the protocol, after everything has stopped. */
  close(): Promise<void>;
}

/** Starts a practice Google on free ports. */
export async function startPracticeGoogle(options: PracticeGoogleOptions = {}): Promise<PracticeGoogle> {
  const now = options.now ?? (() => new Date());
  const seed = options.seed ?? 'practice';
  const certificates = makeCertificates();
  const world = buildWorld({ seed, end: now() });
  const { correspondents } = world;
  const mail = createMailStore({ preset: 'gmail', people: world.people, shared: [], correspondents, now });
  if (options.mail !== 'none') for (const message of world.messages) mail.file(message);

  const identity = await startGoogleIdentityServer({ seed, now: () => now().getTime() });
  const { domain } = identity.putOrganisation(organisation.domain);
  const people = makeAccounts(world.people);
  for (const [place, { name, userName, password }] of people.entries()) {
    const aliases = place === 0 ? [{ email: `office@${domain}`, name: organisation.name }] : [];
    identity.addPerson({ name, email: userName, password, organisation: domain, aliases });
  }
  const redirectUris: string[] = [];
  const saveClient = (changes: Partial<NewGoogleClient> = {}) =>
    identity.putClient({ name: 'Mailroom', redirectUris, organisation: domain, ...changes });
  const { clientId, clientSecret } = saveClient();

  const byToken = googleMailAuthenticator(identity);
  const imap = await startImapServer({
    preset: 'gmail',
    mailboxes: mail.mailboxes,
    tls: certificates,
    async authenticate({ mechanism, user, secret }) {
      if (mechanism === 'PLAIN' || mechanism === 'LOGIN') return { ok: false };
      const verdict = byToken(user, secret, 'imap');
      return verdict.ok ? { ok: true, mailbox: user } : verdict;
    },
  });
  const smtp = await startSmtpServer({
    preset: 'gmail',
    security: 'tls',
    key: certificates.keyPem,
    certificate: certificates.certPem,
    postOffice: mail.postOffice,
    clock: now,
    authenticate: async ({ user, accessToken = '' }) =>
      byToken(user, accessToken, 'smtp').ok ? user : undefined,
  });

  const cloud: GoogleCloud = {
    provider: 'google',
    id: 'practice-google',
    name: 'Practice Google',
    authority: identity.origin,
    imap: { host: 'localhost', port: imap.port, security: 'tls' },
    smtp: { host: 'localhost', port: smtp.port, security: 'tls' },
    scopePrefix: MAIL_SCOPE,
    withdrawUrl: null,
  };
  return {
    cloud,
    authority: cloud.authority,
    imap: cloud.imap,
    smtp: cloud.smtp,
    caPem: certificates.caPem,
    certificates,
    clientId,
    clientSecret,
    people,
    organisation: domain,
    registerRedirectUri(uri) {
      if (redirectUris.includes(uri)) return;
      redirectUris.push(uri);
      saveClient();
    },
    saveClient: (changes) => {
      saveClient(changes);
    },
    mail,
    servers: { identity, imap, smtp },
    async close() {
      const ends = await Promise.allSettled([imap.close(), smtp.close(), identity.close()]);
      const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      if (failures.length > 0) throw failures[0];
    },
  };
}
