/** Looking again at a mailbox in Debian's Dovecot: with QRESYNC, with CONDSTORE alone, and with both withheld as Outlook does. */
import { type Dovecot, startDovecot } from '@mailroom/rig/debian/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type ImapSession, openImap, standardImap } from '../../provider/imap/index.ts';
import type { MemoryMail } from '../../testing/memory-mail.ts';
import { pullContext, systemClock } from '../../testing/practice-server.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { type PullContext, pullFolderList, pullFolders } from './index.ts';

const common =
  'IMAP4rev1 SASL-IR ID ENABLE IDLE LITERAL+ UIDPLUS MOVE UNSELECT NAMESPACE CHILDREN SPECIAL-USE LIST-EXTENDED';
const password = 'live-secret';
const certificates = makeCertificates();

/** What another program reads: UID, flags, by folder. */
async function onServer(dovecot: Dovecot, address: string, folder: string): Promise<string[]> {
  const told = await dovecot.doveadm(['-f', 'tab', 'fetch', '-u', address, 'uid flags', 'mailbox', folder]);
  return told
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [uid = '', flags = ''] = line.split('\t');
      const kept = flags.split(' ').filter((flag) => flag !== '' && flag !== '\\Recent');
      return `${uid} ${kept.sort().join(' ')}`;
    });
}

const stored = (mail: MemoryMail, folder: string) =>
  mail.contents(folder).map(({ uid, flags }) => `${uid} ${flags.join(' ')}`);

describe.each([
  { server: 'with QRESYNC', capabilities: `${common} LIST-STATUS CONDSTORE QRESYNC ESEARCH` },
  { server: 'with CONDSTORE alone', capabilities: `${common} LIST-STATUS CONDSTORE ESEARCH` },
  { server: 'with neither', capabilities: common },
])('a mailbox in Dovecot $server', ({ capabilities }) => {
  const address = 'ann@practice.test';
  let dovecot: Dovecot;

  beforeAll(async () => {
    dovecot = await startDovecot({
      users: [{ address, password }],
      certificates,
      extra: `protocol imap {\n  imap_capability = ${capabilities}\n}\n`,
    });
  }, 60_000);
  afterAll(() => dovecot.stop());

  async function open(): Promise<ImapSession> {
    const session = await openImap({
      server: { host: 'localhost', port: dovecot.imapsPort, security: 'tls' },
      user: address,
      secret: { password },
      tls: { ca: [certificates.caPem] },
      egress: { allowPrivate: true },
      quirks: standardImap,
      clock: systemClock,
      log: silentLog,
    });
    onTestFinished(() => session.close());
    return session;
  }

  async function pullAll(context: PullContext): Promise<void> {
    await pullFolders(context, await pullFolderList(context));
  }

  async function deliver(session: ImapSession, folder: string, from: number, count: number): Promise<void> {
    for (let number = from; number < from + count; number += 1) {
      const raw = `From: bob@example.org\r\nSubject: Number ${number}\r\nMessage-ID: <${folder}.${number}@example.org>\r\n\r\nText\r\n`;
      await session.append(folder, Buffer.from(raw), [], new Date('2026-11-20T12:00:00Z'));
    }
  }

  it('is stored as it is after flags, removals, arrivals and a renamed folder, and then costs nothing', async () => {
    const hands = await open();
    await dovecot.doveadm(['mailbox', 'create', '-u', address, 'Work']);
    await deliver(hands, 'INBOX', 1, 120);
    await deliver(hands, 'Work', 1, 20);
    const context = pullContext(await open());
    await pullAll(context);
    expect(stored(context.mail, 'INBOX')).toEqual(await onServer(dovecot, address, 'INBOX'));
    const known = [...context.mail.messages.keys()];
    const kept = (await context.mail.listFolders()).map(({ highestModseq }) => highestModseq !== null);
    expect(new Set(kept)).toEqual(new Set([capabilities.includes('CONDSTORE')]));

    const flags = (uids: string, flag: string) =>
      dovecot.doveadm(['flags', 'add', '-u', address, flag, 'mailbox', 'INBOX', 'uid', uids]);
    await flags('3,50:60', '\\Flagged');
    await flags('7', '$Label1');
    await dovecot.doveadm(['expunge', '-u', address, 'mailbox', 'INBOX', 'uid', '1,30:35,120']);
    await dovecot.doveadm(['mailbox', 'rename', '-u', address, 'Work', 'Projects']);
    await pullAll(context);
    expect(stored(context.mail, 'INBOX')).toEqual(await onServer(dovecot, address, 'INBOX'));
    expect(stored(context.mail, 'Projects')).toEqual(await onServer(dovecot, address, 'Projects'));
    expect([...context.mail.messages.keys()]).toEqual(known);

    await deliver(hands, 'INBOX', 200, 3);
    const again = pullContext(await open(), context.mail);
    await pullAll(again);
    expect(stored(again.mail, 'INBOX')).toEqual(await onServer(dovecot, address, 'INBOX'));

    again.mail.calls.length = 0;
    await pullAll(again);
    expect(again.mail.calls.filter((call) => /addArrivals|saveFlags|removePlaces/.test(call))).toEqual([]);
  }, 60_000);
});
