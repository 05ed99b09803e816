import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { onTestFinished } from 'vitest';
import { PracticeMailbox } from '../../mailbox/index.ts';
import { makeCertificates } from '../../tls/index.ts';
import {
  type FolderLanguage,
  type ImapServer,
  type ImapServerOptions,
  type PresetName,
  presets,
  startImapServer,
} from '../index.ts';
import { RawClient } from './raw-client.ts';

export const ADDRESS = 'ann@example.org';
export const TOKEN = 'good-token';
export const PASSWORD = 'good-password';

const certificates = makeCertificates();

export const caPem = certificates.caPem;

export type WorldOptions = Partial<Omit<ImapServerOptions, 'preset' | 'tls'>> & {
  language?: FolderLanguage;
  /** The test itself ends the server, or expects its verdict. */
  closedByTest?: boolean;
};

export interface World {
  readonly server: ImapServer;
  readonly mailbox: PracticeMailbox;
}

/** One server with Ann's mailbox. It closes with the test, which fails if a client broke the protocol. */
export async function startWorld(preset: PresetName, options: WorldOptions = {}): Promise<World> {
  const { language = 'en', closedByTest, ...serverOptions } = options;
  const mailbox = new PracticeMailbox({ address: ADDRESS, folders: presets[preset].folders(language) });
  const server = await startImapServer({
    preset,
    mailboxes: [mailbox],
    tls: certificates,
    authenticate: async ({ mechanism, user, secret }) => {
      const byPassword = mechanism === 'PLAIN' || mechanism === 'LOGIN';
      if (secret === (byPassword ? PASSWORD : TOKEN)) return { ok: true, mailbox: user };
      return { ok: false };
    },
    ...serverOptions,
  });
  if (!closedByTest) onTestFinished(() => server.close());
  return { server, mailbox };
}

/** imapflow signed in: an IMAP client written by others. */
export async function signIn({ server }: World, options: Partial<ImapFlowOptions> = {}): Promise<ImapFlow> {
  const client = newClient(server, options);
  await client.connect();
  return client;
}

export function newClient(server: ImapServer, options: Partial<ImapFlowOptions> = {}): ImapFlow {
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: true,
    tls: { ca: caPem },
    auth: { user: ADDRESS, accessToken: TOKEN },
    logger: false,
    ...options,
  });
  // Without a listener a dropped connection would end the process; tests look at rejections instead.
  client.on('error', () => undefined);
  onTestFinished(() => client.close());
  return client;
}

/** A raw client, signed in with LOGIN on a server without encryption, the greeting and the reply already read. */
export async function rawSession({ server }: World): Promise<RawClient> {
  const client = await rawConnection(server);
  await client.command(`LOGIN ${ADDRESS} ${PASSWORD}`);
  return client;
}

export async function rawConnection(server: ImapServer): Promise<RawClient> {
  const client = await RawClient.connect(server.port);
  onTestFinished(() => client.close());
  await client.until(/^\* .*\r\n/);
  return client;
}

export function message(headers: string, body = 'Hello\r\n'): Uint8Array {
  return Buffer.from(`${headers.trim().replace(/\r?\n/g, '\r\n')}\r\n\r\n${body}`, 'utf8');
}

/** Puts `count` small messages into INBOX, subjects `Number 1` and up. */
export function fill(mailbox: PracticeMailbox, count: number, path = 'INBOX'): void {
  for (let n = 1; n <= count; n += 1) {
    mailbox
      .folder(path)
      .append(message(`From: Bob <bob@example.org>\nSubject: Number ${n}\nMessage-ID: <${n}@example.org>`));
  }
}
