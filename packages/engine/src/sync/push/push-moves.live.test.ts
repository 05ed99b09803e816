/** Moves and deletions against Dovecot itself, with and without the extensions that make them easy. */
import { type Dovecot, startDovecot } from '@mailroom/rig/debian/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { ImapFlow } from 'imapflow';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MovePush } from '../../ports/intents.ts';
import { type ImapSession, openImap, standardImap } from '../../provider/imap/index.ts';
import { MemoryIntents } from '../../testing/memory-intents.ts';
import { mail, systemClock } from '../../testing/practice-server.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { evacuate } from './evacuate.ts';
import { pushIntents } from './push-intents.ts';

const user = { address: 'ann@practice.test', password: 'a secret' };

/** What Dovecot tells of itself; it does all of it whatever it tells. */
const servers = {
  'with MOVE': '',
  'without MOVE': 'protocol imap {\n  imap_capability = IMAP4rev1 UIDPLUS IDLE\n}',
  'without MOVE and UIDPLUS': 'protocol imap {\n  imap_capability = IMAP4rev1 IDLE\n}',
} as const;
type Server = keyof typeof servers;

async function start(server: Server) {
  const certificates = makeCertificates();
  const dovecot = await startDovecot({ users: [user], certificates, extra: servers[server] });
  onTestFinished(() => dovecot.stop());
  const other = await otherClient(dovecot, certificates.caPem);
  await other.mailboxCreate('Work');
  for (let n = 1; n <= 4; n += 1) {
    const raw = mail(`From: Bob <bob@example.org>\nSubject: Number ${n}\nMessage-ID: <n${n}@example.org>`);
    await other.append(
      'INBOX',
      Buffer.from(raw),
      n === 4 ? ['\\Deleted'] : [],
      new Date(1.79e12 + n * 60_000),
    );
  }
  const session = await openImap({
    server: { host: dovecot.host, port: dovecot.imapsPort, security: 'tls' },
    user: user.address,
    secret: { password: user.password },
    tls: { ca: [certificates.caPem] },
    egress: { allowPrivate: true },
    quirks: standardImap,
    clock: systemClock,
    log: silentLog,
  });
  onTestFinished(() => session.close());
  return { other, session, intents: new MemoryIntents() };
}

async function otherClient({ host, imapsPort }: Dovecot, ca: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host,
    port: imapsPort,
    secure: true,
    auth: { user: user.address, pass: user.password },
    tls: { ca },
    logger: false,
  });
  await client.connect();
  onTestFinished(() => client.close());
  return client;
}

/** UIDs and flags by subject, by the other client's eyes. */
async function holds(client: ImapFlow, path: string): Promise<Record<string, boolean>> {
  const { exists } = await client.mailboxOpen(path, { readOnly: true });
  const held: Record<string, boolean> = {};
  if (exists === 0) return held;
  for await (const row of client.fetch('1:*', { envelope: true, flags: true })) {
    held[row.envelope?.subject ?? ''] = row.flags?.has('\\Deleted') ?? false;
  }
  return held;
}

async function moving(session: ImapSession, uids: readonly number[]): Promise<MovePush> {
  const { uidValidity } = await session.select('INBOX');
  const arrivals = await session.fetchStructures(uids);
  return {
    kind: 'move',
    folderPath: 'INBOX',
    uidValidity,
    targetPath: 'Work',
    messages: arrivals.map(({ uid, messageId, size, receivedAt }) => ({
      intentId: uid,
      uid,
      step: { at: 'wanted' },
      messageId,
      size,
      receivedAt,
    })),
  };
}

describe.each(Object.keys(servers) as Server[])('Dovecot %s', (server) => {
  it('moves each message once, and leaves alone what others have marked as deleted', async () => {
    const { other, session, intents } = await start(server);
    intents.pushes = [await moving(session, [1, 2])];
    await pushIntents({ accountId: 'account', session, intents, log: silentLog });
    expect(await holds(other, 'Work')).toEqual({ 'Number 1': false, 'Number 2': false });
    const marked = server.endsWith('UIDPLUS') ? { 'Number 1': true, 'Number 2': true } : {};
    expect(await holds(other, 'INBOX')).toEqual({ ...marked, 'Number 3': false, 'Number 4': true });
    expect([...intents.endings.values()]).toMatchObject([
      { as: 'moved', copy: { uid: 1 } },
      { as: 'moved', copy: { uid: 2 } },
    ]);
  });

  it('completes a move once that was cut off after the copy', async () => {
    const { other, session, intents } = await start(server);
    intents.pushes = [await moving(session, [1, 2])];
    let crashes = 1;
    intents.beforeNote = (what) => {
      if (what !== 'begin' && crashes-- > 0) throw new Error('killed');
    };
    const push = () => pushIntents({ accountId: 'account', session, intents, log: silentLog });
    await expect(push()).rejects.toThrow();
    await push();
    expect(await holds(other, 'Work')).toEqual({ 'Number 1': false, 'Number 2': false });
    expect(Object.entries(await holds(other, 'INBOX')).filter(([, deleted]) => !deleted)).toEqual([
      ['Number 3', false],
    ]);
  });

  it('empties a folder into another before it is deleted', async () => {
    const { other, session } = await start(server);
    await evacuate(session, 'INBOX', 'Work');
    expect(Object.keys(await holds(other, 'Work'))).toEqual(['Number 1', 'Number 2', 'Number 3', 'Number 4']);
  });
});
