/** A practice server in the manner of one provider, with one mailbox, behind a line. */
import {
  type FolderLanguage,
  ImapFaults,
  type PresetName,
  presets,
  startImapServer,
} from '@mailroom/rig/imap/index';
import { PracticeMailbox } from '@mailroom/rig/mailbox/index';
import { startTcpProxy, type TcpProxy } from '@mailroom/rig/network/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { ImapFlow } from 'imapflow';
import type { MailServer } from './mail-server.ts';
import { practiceHands } from './practice-hands.ts';

const certificates = makeCertificates();
/** The folders of an Exchange mailbox that hold no mail come last in the order in which it makes them. */
const exchangeFoldersWithoutMail = 7;

export interface PracticeOptions {
  kind: PresetName;
  address: string;
  secret: string;
  language: FolderLanguage;
  /** Tokens that open the mailbox besides the secret. Default none. */
  takesToken?: (user: string, token: string) => boolean;
  /** The line to lead here, which stays when the server is closed. Default: one of its own. */
  line?: TcpProxy;
  /** Capabilities that this server does not offer although its kind does. */
  withheld: readonly string[];
}

export async function startPractice(options: PracticeOptions): Promise<MailServer> {
  const { kind, address, secret, language, withheld, takesToken = () => false } = options;
  const preset = presets[kind];
  const folders = preset.folders(language);
  const leftOut = new Set(
    kind === 'outlook' || kind === 'outlook-rev2'
      ? folders.slice(-exchangeFoldersWithoutMail).map(({ path }) => path)
      : folders
          .filter(({ specialUse }) => specialUse === '\\Flagged' || specialUse === '\\Important')
          .map(({ path }) => path),
  );
  const mailbox = new PracticeMailbox({ address, folders });
  const faults = new ImapFaults();
  const secrets = new Set([secret]);
  const server = await startImapServer({
    preset: kind,
    mailboxes: [mailbox],
    tls: certificates,
    faults,
    capabilities: Object.fromEntries(withheld.map((name) => [name, false])),
    authenticate: async (login) =>
      secrets.has(login.secret) || takesToken(login.user, login.secret)
        ? { ok: true, mailbox: login.user }
        : { ok: false },
  });
  const line = options.line ?? (await startTcpProxy({ port: server.port }));
  line.leadTo(server.port);
  const byToken = preset.login.passwordRefusal !== undefined;
  /** The other client's own, which no fault of the account's takes away. */
  const otherClients = `${secret} of another client`;
  secrets.add(otherClients);
  return {
    kind,
    address,
    secret,
    caPem: certificates.caPem,
    line,
    hands: practiceHands(mailbox, leftOut),
    practice: { server, faults, mailbox, secrets },
    leftOut,
    async signIn() {
      const client = new ImapFlow({
        host: server.host,
        port: server.port,
        secure: true,
        tls: { ca: certificates.caPem },
        auth: { user: address, ...(byToken ? { accessToken: otherClients } : { pass: otherClients }) },
        logger: false,
        disableIMAP4rev2: true,
        disableAutoIdle: true,
      });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    protocolErrors: () =>
      server.forgiveProtocolErrors().map(({ command, reason }) => `broke IMAP: ${reason}, in: ${command}`),
    async close() {
      if (!options.line) await line.close();
      server.forgiveProtocolErrors();
      await server.close();
    },
  };
}
