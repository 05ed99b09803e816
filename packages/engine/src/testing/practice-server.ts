/** A practice IMAP server with one mailbox, and everything the engine needs to work on it. */
import {
  ImapFaults,
  type ImapServer,
  type PresetName,
  presets,
  startImapServer,
} from '@mailroom/rig/imap/index';
import { PracticeMailbox } from '@mailroom/rig/mailbox/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { onTestFinished } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import {
  type Deadlines,
  type ImapSecret,
  type ImapSession,
  imapQuirks,
  openImap,
} from '../provider/imap/index.ts';
import type { PullContext } from '../sync/pull/index.ts';
import { MemoryMail, type StoredSummary } from './memory-mail.ts';
import { silentLog } from './silent-log.ts';

export const address = 'ann@example.org';
export const goodToken = 'good-token';
export const goodPassword = 'good-password';

const certificates = makeCertificates();
export const ca: readonly string[] = [certificates.caPem];

export interface PracticeWorld {
  server: ImapServer;
  faults: ImapFaults;
  mailbox: PracticeMailbox;
  preset: PresetName;
  /** Tokens that the server accepts; a test may change them. */
  tokens: Set<string>;
}

type Language = Parameters<(typeof presets)['outlook']['folders']>[0];

/** It closes with the test, which fails if the engine broke the protocol. */
export async function startPractice(
  preset: PresetName,
  language: Language = 'en',
  capabilities: Readonly<Record<string, boolean>> = {},
): Promise<PracticeWorld> {
  const mailbox = new PracticeMailbox({ address, folders: presets[preset].folders(language) });
  const tokens = new Set([goodToken]);
  const faults = new ImapFaults();
  const server = await startImapServer({
    preset,
    mailboxes: [mailbox],
    tls: certificates,
    capabilities,
    faults,
    authenticate: async ({ mechanism, user, secret }) => {
      const byPassword = mechanism === 'PLAIN' || mechanism === 'LOGIN';
      const accepted = byPassword ? secret === goodPassword : tokens.has(secret);
      return accepted ? { ok: true, mailbox: user } : { ok: false };
    },
  });
  onTestFinished(() => server.close());
  return { server, faults, mailbox, preset, tokens };
}

/** Real time, without waiting in it. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};

export interface OpenPractice {
  secret?: ImapSecret;
  user?: string;
  deadlines?: Deadlines;
  clock?: Clock;
}

export async function openPractice(
  { server, preset }: PracticeWorld,
  { secret, user, deadlines, clock }: OpenPractice = {},
): Promise<ImapSession> {
  const session = await openImap({
    server: { host: server.host, port: server.port, security: 'tls' },
    user: user ?? address,
    secret: secret ?? (preset === 'plain' ? { password: goodPassword } : { accessToken: goodToken }),
    tls: { ca },
    egress: { allowPrivate: true },
    quirks: imapQuirks({ provider: preset.startsWith('outlook') ? 'microsoft' : 'imap' }, server.host),
    clock: clock ?? systemClock,
    log: silentLog,
    ...(deadlines ? { deadlines } : {}),
  });
  onTestFinished(() => session.close());
  return session;
}

export function pullContext(
  session: ImapSession,
  mail = new MemoryMail(),
): PullContext & { mail: MemoryMail } {
  return {
    accountId: mail.accountId,
    syncSince: null,
    session,
    mail,
    progress: { begin: () => undefined, advance: () => undefined },
    clock: systemClock,
    log: silentLog,
  };
}

/** A message as bytes; lines of `headers` may be separated by bare line feeds. */
export function mail(headers: string, body = 'Hello\r\n'): Uint8Array {
  return Buffer.from(`${headers.trim().replace(/\r?\n/g, '\r\n')}\r\n\r\n${body}`);
}

/** Puts small messages into a folder: subjects `Number 1` and up, a minute apart, the last one newest. */
export function fill(mailbox: PracticeMailbox, count: number, path = 'INBOX', from = 1): void {
  const begin = Date.parse('2026-10-01T08:00:00Z');
  for (let n = from; n < from + count; n += 1) {
    const headers = `From: Bob <bob@example.org>\nTo: ${address}\nSubject: Number ${n}\nMessage-ID: <${path.replace(/[^A-Za-z]/g, '')}.${n}@example.org>`;
    mailbox
      .folder(path)
      .append(mail(headers, `Text of ${n}\r\n`), { internalDate: new Date(begin + n * 60_000) });
  }
}

/** What the server holds of a folder, in the form of `MemoryMail.contents`. */
export function onServer({ mailbox, preset }: PracticeWorld, path: string): StoredSummary[] {
  return mailbox.folder(path).messages.map((message) => {
    const source = Buffer.from(message.raw()).toString('latin1');
    const header = (name: string) => new RegExp(`^${name}: (.*)\\r$`, 'im').exec(source)?.[1];
    return {
      uid: message.uid,
      flags: [...message.flags].sort(),
      size: presets[preset].reportedSize(message.size),
      messageId: header('Message-ID') ?? null,
      subject: header('Subject') ?? '',
    };
  });
}
