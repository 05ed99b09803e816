import { describe, expect, it, onTestFinished } from 'vitest';
import {
  address,
  ca,
  fill,
  goodPassword,
  goodToken,
  mail,
  openPractice,
  startPractice,
  systemClock,
} from '../../testing/practice-server.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { checkImap, openImap, standardDeadlines, standardImap } from './index.ts';

const impatient = {
  connectMilliseconds: 2_000,
  loginMilliseconds: 2_000,
  stallMilliseconds: 300,
  commandMilliseconds: 10_000,
};

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('opening a session', () => {
  it('fails with the refusal of a token as a refused login', async () => {
    const world = await startPractice('outlook');
    await expect(openPractice(world, { secret: { accessToken: 'stale' } })).rejects.toMatchObject({
      kind: 'login-refused',
      next: { do: 'reconnect' },
    });
  });

  it('does not take a back end that is down for a wrong password', async () => {
    const world = await startPractice('dovecot');
    world.faults.refuse('AUTHENTICATE', 'NO [UNAVAILABLE] Temporary authentication failure.');
    await expect(openPractice(world)).rejects.toMatchObject({
      kind: 'login-unavailable',
      next: { do: 'wait' },
    });
  });

  it('names a mailbox that the token cannot reach', async () => {
    const world = await startPractice('outlook');
    await expect(openPractice(world, { user: 'shared@example.org' })).rejects.toMatchObject({
      kind: 'mailbox-not-reachable',
    });
  });

  it('tells at once for how long the provider throttles a login', async () => {
    const world = await startPractice('outlook');
    world.faults.throttle(92_415, { during: 'LOGIN' });
    const failure = await openPractice(world).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'throttled', next: { do: 'wait' } });
    const { until } = (failure as { next: { until: string } }).next;
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(80_000);
  });

  it('refuses a certificate that nobody vouches for', async () => {
    const { server } = await startPractice('plain');
    await expect(
      openImap({
        server: { host: server.host, port: server.port, security: 'tls' },
        user: address,
        secret: { password: goodPassword },
        tls: {},
        egress: { allowPrivate: true },
        quirks: standardImap,
        clock: systemClock,
        log: silentLog,
      }),
    ).rejects.toMatchObject({ kind: 'certificate-invalid' });
  });

  it('refuses hosts that the policy does not allow, before any connection', async () => {
    const { server } = await startPractice('plain');
    const check = checkImap({
      server: { host: server.host, port: server.port, security: 'tls' },
      user: address,
      secret: { password: goodPassword },
      tls: { ca },
      egress: { allowPrivate: false },
      quirks: standardImap,
      clock: systemClock,
      log: silentLog,
    });
    await expect(check).rejects.toMatchObject({ kind: 'host-refused-by-policy' });
    expect(server.connections).toBe(0);
  });

  it.each(['GREETING', 'LOGIN', 'TLS'])('gives up on a server that stalls at %s', async (phase) => {
    const world = await startPractice('outlook');
    world.faults.stall(phase);
    await expect(
      openPractice(world, { deadlines: { ...impatient, connectMilliseconds: 300, loginMilliseconds: 300 } }),
    ).rejects.toMatchObject({ kind: 'connection-timed-out' });
    world.faults.clear();
  });

  it('says what a server can do, and how many folders it has', async () => {
    const { server } = await startPractice('dovecot');
    const { capabilities, folders } = await checkImap({
      server: { host: server.host, port: server.port, security: 'tls' },
      user: address,
      secret: { accessToken: goodToken },
      tls: { ca },
      egress: { allowPrivate: true },
      quirks: standardImap,
      clock: systemClock,
      log: silentLog,
      deadlines: standardDeadlines,
    });
    expect(capabilities).toMatchObject({ idle: true, condstore: true, move: true, specialUse: true });
    expect(folders).toBeGreaterThan(1);
  });
});

describe('a session', () => {
  it('ends by its own deadline when the server stops answering', async () => {
    const world = await startPractice('plain');
    fill(world.mailbox, 3);
    const session = await openPractice(world, { deadlines: impatient });
    await session.select('INBOX');
    world.faults.stall('FETCH');
    await expect(session.fetchStructures([1, 2, 3])).rejects.toMatchObject({ kind: 'connection-timed-out' });
    expect(session.ended).toBeDefined();
    world.faults.clear();
  });

  it('ends by the deadline of a command whose answer does not end, though bytes keep coming', async () => {
    const world = await startPractice('plain');
    fill(world.mailbox, 3);
    const deadlines = { ...impatient, stallMilliseconds: 60_000, commandMilliseconds: 300 };
    const session = await openPractice(world, { deadlines });
    await session.select('INBOX');
    world.faults.stall('FETCH', { afterBytes: 50 });
    await expect(session.fetchStructures([1, 2, 3])).rejects.toMatchObject({ kind: 'connection-timed-out' });
    world.faults.clear();
  });

  it('says why it ended: the age of its token', async () => {
    const world = await startPractice('outlook');
    const session = await openPractice(world);
    await session.select('INBOX');
    const watching = session.watch(new AbortController().signal);
    world.server.expireSessions();
    await expect(watching).rejects.toMatchObject({ kind: 'connection-lost', code: 'AccessTokenExpired' });
  });

  it('treats a refused search as a failure, never as an empty answer', async () => {
    const world = await startPractice('plain');
    const session = await openPractice(world);
    await session.select('INBOX');
    world.faults.refuse('SEARCH', 'NO [SERVERBUG] Index is broken');
    await expect(session.searchUids()).rejects.toMatchObject({ kind: 'protocol-error', code: 'SERVERBUG' });
  });

  it('treats a refused STATUS and SELECT as a folder that cannot be opened', async () => {
    const world = await startPractice('plain');
    const session = await openPractice(world);
    await expect(session.select('Nowhere')).rejects.toMatchObject({ kind: 'folder-not-selectable' });
    await expect(session.status('Nowhere')).rejects.toMatchObject({ kind: 'folder-not-selectable' });
  });

  it('names the folder roles of an Outlook mailbox without SPECIAL-USE', async () => {
    const world = await startPractice('outlook', 'fr');
    const folders = await (await openPractice(world)).listFolders();
    const roles = Object.fromEntries(folders.flatMap(({ role, path }) => (role ? [[role, path]] : [])));
    expect(roles).toMatchObject({ inbox: 'INBOX', sent: 'Éléments envoyés', trash: 'Éléments supprimés' });
  });

  it('leaves out what Exchange itself has that is no mail, and nothing that a person named alike in another language', async () => {
    const world = await startPractice('outlook', 'de');
    world.mailbox.createFolder('Notes');
    const paths = (await (await openPractice(world)).listFolders()).map(({ path }) => path);
    expect(paths).toContain('Notes');
    expect(paths).not.toContain('Notizen');
    expect(paths).not.toContain('Kalender');
  });

  it('answers structure: text to read, attachments to leave', async () => {
    const world = await startPractice('dovecot');
    const body = [
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Hello',
      '--b',
      'Content-Type: application/pdf; name="../../Offer 2026.pdf"',
      'Content-Disposition: attachment; filename="../../Offer 2026.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'JVBERi0=',
      '--b--',
      '',
    ].join('\r\n');
    const headers =
      'Subject: Offer\nMessage-ID: <a@x>\nReferences: <r1@x>\n <r2@x>\nIn-Reply-To: <r2@x>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b';
    world.mailbox.folder('INBOX').append(mail(headers, body), { flags: ['\\Seen'] });
    const session = await openPractice(world);
    await session.select('INBOX');
    const [arrival] = await session.fetchStructures([1, 99]);
    expect(arrival).toMatchObject({
      uid: 1,
      flags: ['\\Seen'],
      messageId: '<a@x>',
      references: ['<r1@x>', '<r2@x>'],
      inReplyTo: ['<r2@x>'],
      textParts: [{ part: '1', mediaType: 'text/plain' }],
      attachments: [{ part: '2', name: 'Offer 2026.pdf', mediaType: 'application/pdf', inline: false }],
      structureKnown: true,
    });
    expect((await collected(session.streamPart(1, '2'))).toString()).toBe('%PDF-');
    const source = await collected(session.streamPart(1, 'source'));
    expect(source.equals(Buffer.from(world.mailbox.folder('INBOX').byUid(1)?.raw() ?? []))).toBe(true);
    await expect(collected(session.streamPart(99, '1'))).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('still answers a message whose structure the server gets wrong', async () => {
    const world = await startPractice('outlook');
    fill(world.mailbox, 3);
    const session = await openPractice(world);
    await session.select('INBOX');
    world.faults.refuse('FETCH', 'NO [SERVERBUG] Cannot build BODYSTRUCTURE', { times: 1 });
    const arrivals = await session.fetchStructures([1, 2, 3]);
    expect(arrivals.map(({ uid }) => uid)).toEqual([1, 2, 3]);
  });

  it('answers the texts of all other structures where those of one are refused, and of that one in halves', async () => {
    const world = await startPractice('outlook');
    const inbox = world.mailbox.folder('INBOX');
    const parted = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b';
    for (const at of [1, 2]) {
      inbox.append(mail(`Subject: ${at}`, `Text of ${at}`), {});
      inbox.append(mail(`Subject: ${at}\n${parted}`, `--b\r\n\r\nPart of ${at}\r\n--b--\r\n`), {});
    }
    const session = await openPractice(world);
    await session.select('INBOX');
    world.faults.refuse('FETCH', 'NO [SERVERBUG] No text today', { times: 1 });
    const texts = await session.fetchTextParts(
      [1, 2, 3, 4].map((uid) => ({ uid, parts: [uid % 2 === 0 ? '1' : 'TEXT'] })),
      1_000,
    );
    const said = [1, 2, 3, 4].map((uid) => [...(texts.get(uid)?.values() ?? [])].map(String).join().trim());
    expect(said).toEqual(['Text of 1', 'Part of 1', 'Text of 2', 'Part of 2']);
  });

  it('hears of new mail while it idles, and idles again', async () => {
    const world = await startPractice('outlook');
    const session = await openPractice(world);
    await session.select('INBOX');
    for (const n of [1, 2]) {
      const stop = new AbortController();
      const watching = session.watch(stop.signal);
      fill(world.mailbox, 1, 'INBOX', n);
      await watching;
      expect(session.takeNews()).toEqual({ arrived: true, changed: false });
      await session.select('INBOX');
    }
  });

  it('hears of mail that Exchange announces before it takes IDLE up', async () => {
    const world = await startPractice('outlook');
    const session = await openPractice(world);
    await session.select('INBOX');
    fill(world.mailbox, 1);
    await session.watch(new AbortController().signal);
    expect(session.takeNews()).toEqual({ arrived: true, changed: false });
    const told = world.server.transcript.fromServer(/^(\* 1 EXISTS|\+ idling)/).map(({ text }) => text);
    expect(told).toEqual(['* 1 EXISTS', '+ idling']);
  });

  it('takes Exchange’s refusal to search for what is not ASCII for no answer, and goes on', async () => {
    const world = await startPractice('outlook');
    fill(world.mailbox, 2);
    const session = await openPractice(world);
    await session.select('INBOX');
    await expect(session.searchUids({ messageId: '<größe@example.org>' })).rejects.toMatchObject({
      kind: 'protocol-error',
      code: 'BADCHARSET',
    });
    expect(await session.searchUids({ messageId: '<INBOX.2@example.org>' })).toEqual([2]);
  });

  it.each([
    ['without a UID, as Exchange tells it', '1 FETCH (FLAGS (\\Seen))'],
    ['with its UID', '1 FETCH (UID 1 FLAGS (\\Seen))'],
  ])('hears of a flag that is set while it fetches other messages, %s', async (_, told) => {
    const world = await startPractice('dovecot');
    fill(world.mailbox, 3);
    const session = await openPractice(world);
    await session.select('INBOX');
    world.faults.unsolicited('FETCH', [told]);
    expect((await session.fetchStructures([2, 3])).map(({ uid }) => uid)).toEqual([2, 3]);
    await expect.poll(() => session.takeNews()).toEqual({ arrived: false, changed: true });
  });

  it('hangs up on a server that answers far more than it was asked', async () => {
    const world = await startPractice('dovecot');
    fill(world.mailbox, 3);
    const session = await openPractice(world);
    await session.select('INBOX');
    const flood = Array.from({ length: 10_100 }, () => '1 FETCH (UID 1 FLAGS (\\Seen))');
    world.faults.unsolicited('FETCH', flood);
    await expect(session.fetchFlags({ from: 1, to: '*' })).rejects.toMatchObject({ kind: 'protocol-error' });
    expect(session.ended).toMatchObject({ kind: 'protocol-error' });
  });

  it('idles anew when the IDLE it found under way was broken', async () => {
    const world = await startPractice('dovecot');
    const session = await openPractice(world);
    await session.select('INBOX');
    const idles = () => world.server.transcript.fromClient(/ IDLE/).length;
    const first = new AbortController();
    const stopped = session.watch(first.signal);
    await expect.poll(idles).toBe(1);
    first.abort();
    await stopped;
    const breaking = session.status('INBOX');
    const watching = session.watch(new AbortController().signal);
    await breaking;
    await expect.poll(idles, { timeout: 10_000 }).toBe(2);
    fill(world.mailbox, 1);
    await watching;
    expect(session.takeNews()).toEqual({ arrived: true, changed: false });
  });

  it('stores flags silently and appends with the UID it got', async () => {
    const world = await startPractice('dovecot');
    fill(world.mailbox, 3);
    const session = await openPractice(world);
    await session.select('INBOX');
    await session.storeFlags([1, 3], '\\Seen', true);
    await session.storeFlags([3], '\\Seen', false);
    const inbox = world.mailbox.folder('INBOX');
    expect(inbox.messages.map(({ flags }) => [...flags].filter((flag) => flag === '\\Seen'))).toEqual([
      ['\\Seen'],
      [],
      [],
    ]);
    const { uid } = await session.append(
      'INBOX',
      mail('Subject: Copy'),
      ['\\Seen'],
      new Date('2026-11-20T00:00:00Z'),
    );
    expect(uid).toBe(4);
  });

  it('drops the connection when whoever opened it gives up', async () => {
    const world = await startPractice('plain');
    const stop = new AbortController();
    const session = await openImap({
      server: { host: world.server.host, port: world.server.port, security: 'tls' },
      user: address,
      secret: { password: goodPassword },
      tls: { ca },
      egress: { allowPrivate: true },
      quirks: standardImap,
      clock: systemClock,
      log: silentLog,
      signal: stop.signal,
    });
    onTestFinished(() => session.close());
    stop.abort();
    await expect(session.select('INBOX')).rejects.toMatchObject({ kind: 'connection-lost' });
  });
});

describe('labels of Gmail', () => {
  async function openAllMail() {
    const world = await startPractice('gmail');
    const { mailbox } = world;
    fill(mailbox, 4);
    const all = mailbox.folder('[Gmail]/All Mail');
    const session = await openPractice(world);
    await session.select(all.path);
    return { session, mailbox, all };
  }

  it('are told with structures, identities and what changed, decoded', async () => {
    const { session, mailbox, all } = await openAllMail();
    mailbox.createFolder('Übung/R&D');
    const { highestModseq } = await session.select(all.path);
    all.setLabels(2, ['\\Inbox', 'Übung/R&D']);
    const both = ['Übung/R&D', '\\Inbox'].sort();
    const [one, two] = await session.fetchStructures([1, 2]);
    expect(one?.labels).toEqual(['\\Inbox']);
    expect([...(two?.labels ?? [])].sort()).toEqual(both);
    const [sighting] = await session.fetchSightings([2]);
    expect([...(sighting?.labels ?? [])].sort()).toEqual(both);
    const changed = await session.changesSince(1, highestModseq ?? '0');
    expect([...changed.told.uids]).toEqual([2]);
    expect(changed.labels.map(({ uid, labels }) => [uid, [...labels].sort()])).toEqual([[2, both]]);
    const labels = await session.fetchLabels({ from: 2, to: '*' });
    expect(labels.map(({ uid }) => uid)).toEqual([2, 3, 4]);
  });

  it('are given and taken, and made where they were not', async () => {
    const { session, mailbox, all } = await openAllMail();
    await session.storeLabels([3, 1], { add: ['Übung/R&D'], remove: ['\\Inbox'] });
    expect(all.byUid(1)?.labels).toEqual(new Set(['Übung/R&D']));
    expect(mailbox.folder('Übung/R&D').messages).toHaveLength(2);
    expect(mailbox.folder('INBOX').messages.map(({ uid }) => uid)).toEqual([2, 4]);
    expect(await session.searchUids({ gmail: 'in:inbox' })).toEqual([2, 4]);
    // Gone meanwhile, and nothing asked.
    await session.storeLabels([99], { add: [], remove: ['\\Inbox'] });
    await session.storeLabels([2], { add: [], remove: [] });
    expect(all.byUid(2)?.labels).toEqual(new Set(['\\Inbox']));
  });

  it('are named by LIST beside the folders that show them', async () => {
    const { session } = await openAllMail();
    const labels = Object.fromEntries((await session.listFolders()).map(({ path, label }) => [path, label]));
    expect(labels).toEqual({
      INBOX: '\\Inbox',
      '[Gmail]': null,
      '[Gmail]/All Mail': null,
      '[Gmail]/Drafts': '\\Draft',
      '[Gmail]/Sent Mail': '\\Sent',
      '[Gmail]/Spam': null,
      '[Gmail]/Trash': null,
    });
  });
});
