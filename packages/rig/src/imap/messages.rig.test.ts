import type { ImapFlow } from 'imapflow';
import { describe, expect, it } from 'vitest';
import { ADDRESS, fill, message, PASSWORD, rawSession, signIn, startWorld } from './testing/world.ts';

const PRESETS = ['outlook', 'gmail', 'dovecot', 'plain'] as const;

const MIXED = message(
  `From: "Smith, Bob" <bob@example.org>
To: ann@example.org
Subject: Plans
Message-ID: <plans@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"`,
  [
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Grüße',
    '--b',
    'Content-Type: application/pdf; name="plan.pdf"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="plan.pdf"',
    '',
    Buffer.from('the plan').toString('base64'),
    '--b--',
    '',
  ].join('\r\n'),
);

async function opened(preset: (typeof PRESETS)[number]) {
  const world = await startWorld(preset);
  const inbox = world.mailbox.folder('INBOX');
  inbox.append(MIXED, { internalDate: new Date('2025-06-07T08:09:10Z'), flags: ['\\Flagged'] });
  fill(world.mailbox, 4);
  const auth = { user: ADDRESS, pass: PASSWORD };
  const client = await signIn(world, preset === 'plain' ? { auth } : {});
  await client.mailboxOpen('INBOX');
  return { ...world, client, inbox };
}

async function role(client: ImapFlow, specialUse: string): Promise<string> {
  const found = (await client.list()).find((folder) => folder.specialUse === specialUse);
  if (!found) throw new Error(`no folder for ${specialUse}`);
  return found.path;
}

describe.each(PRESETS)('messages at %s', (preset) => {
  it('are fetched with envelope, structure, date and source', async () => {
    const { client, inbox } = await opened(preset);
    const [first, ...others] = await client.fetchAll('1:*', {
      uid: true,
      flags: true,
      envelope: true,
      bodyStructure: true,
      internalDate: true,
      size: true,
      source: true,
    });
    expect(others.map(({ envelope }) => envelope?.subject)).toEqual([
      'Number 1',
      'Number 2',
      'Number 3',
      'Number 4',
    ]);
    expect(first).toMatchObject({
      uid: 1,
      envelope: { subject: 'Plans', messageId: '<plans@example.org>', from: [{ name: 'Smith, Bob' }] },
      internalDate: new Date('2025-06-07T08:09:10Z'),
      bodyStructure: {
        type: 'multipart/mixed',
        childNodes: [
          { part: '1', type: 'text/plain' },
          { part: '2', type: 'application/pdf', disposition: 'attachment' },
        ],
      },
    });
    expect(first?.flags?.has('\\Flagged')).toBe(true);
    expect(first?.source).toEqual(Buffer.from(MIXED));
    if (preset === 'outlook') expect(first?.size).toBeGreaterThan(MIXED.length);
    else expect(first?.size).toBe(MIXED.length);
    // Fetched with PEEK, so still unread.
    expect(inbox.byUid(1)?.flags.has('\\Seen')).toBe(false);
  });

  it('are fetched part by part, and in pieces of a part', async () => {
    const { client } = await opened(preset);
    const fetched = await client.fetchOne(
      '1',
      { bodyParts: ['1', { key: '2', start: 4, maxLength: 4 }], headers: ['Subject'] },
      { uid: true },
    );
    if (!fetched) throw new Error('nothing fetched');
    expect(fetched.bodyParts?.get('1')?.toString()).toBe('Grüße');
    expect(fetched.bodyParts?.get('2')?.toString()).toBe(
      Buffer.from('the plan').toString('base64').slice(4, 8),
    );
    expect(fetched.headers?.toString().trim()).toBe('Subject: Plans');
    const { content, meta } = await client.download('1', '2', { uid: true });
    expect(meta?.filename).toBe('plan.pdf');
    expect(Buffer.concat((await content?.toArray()) ?? []).toString()).toBe('the plan');
  });

  it('are flagged, copied, moved, appended and expunged', async () => {
    const { client, inbox, mailbox } = await opened(preset);
    expect(await client.messageFlagsAdd('2:3', ['\\Seen'], { uid: true })).toBe(true);
    expect(await client.messageFlagsRemove('1', ['\\Flagged'], { uid: true })).toBe(true);
    expect([1, 2, 3, 4].map((uid) => inbox.byUid(uid)?.flags.has('\\Seen'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(inbox.byUid(1)?.flags.size).toBe(0);

    const trash = await role(client, '\\Trash');
    const moved = await client.messageMove('2', trash, { uid: true });
    expect(mailbox.folder(trash).messages).toHaveLength(1);
    expect(inbox.byUid(2)).toBeUndefined();
    if (preset !== 'plain') expect(moved).toHaveProperty('uidMap', new Map([[2, 1]]));

    await client.messageCopy('3', preset === 'gmail' ? '[Gmail]/Starred' : 'Drafts', { uid: true });
    expect(mailbox.folder(preset === 'gmail' ? '[Gmail]/Starred' : 'Drafts').messages).toHaveLength(1);

    const appended = await client.append('INBOX', MIXED, ['\\Seen'], new Date('2024-01-02T03:04:05Z'));
    const newest = inbox.messages.at(-1);
    expect(newest?.raw()).toEqual(Buffer.from(MIXED));
    expect(newest?.internalDate).toEqual(new Date('2024-01-02T03:04:05Z'));
    if (preset !== 'plain') expect(appended).toHaveProperty('uid', newest?.uid);

    expect(await client.messageDelete('4', { uid: true })).toBe(true);
    expect(inbox.byUid(4)).toBeUndefined();
  });

  it('are found by the usual keys', async () => {
    const { client, inbox } = await opened(preset);
    inbox.addFlags(3, ['\\Seen']);
    const find = (query: object) => client.search(query, { uid: true });
    expect(await find({ all: true })).toEqual([1, 2, 3, 4, 5]);
    expect(await find({ seen: true })).toEqual([3]);
    expect(await find({ subject: 'number' })).toEqual([2, 3, 4, 5]);
    expect(await find({ from: 'smith' })).toEqual([1]);
    expect(await find({ uid: '2:3', seen: false })).toEqual([2]);
    expect(await find({ before: '2025-06-08', since: '2025-06-07' })).toEqual([1]);
    expect(await find({ header: { 'Message-ID': '<3@example.org>' } })).toEqual([4]);
    expect(await find({ body: 'hello' })).toEqual([2, 3, 4, 5]);
    expect(await find({ larger: 300 })).toEqual([1]);
  });

  it('that another client changes are told while idling', async () => {
    const { client, inbox, server } = await opened(preset);
    const told: unknown[] = [];
    client.on('exists', ({ count, prevCount }) => told.push(['exists', prevCount, count]));
    client.on('expunge', ({ seq }) => told.push(['expunge', seq]));
    client.on('flags', ({ seq, flags }) => told.push(['flags', seq, flags?.has('\\Seen')]));
    const idling = preset === 'plain' ? Promise.resolve(true) : client.idle();
    if (preset !== 'plain') {
      while (server.transcript.fromServer(/^\+ idling/).length === 0) await new Promise(setImmediate);
    }
    inbox.expunge(2);
    inbox.addFlags(4, ['\\Seen']);
    inbox.append(MIXED);
    // Ends IDLE, and where there is none asks.
    await client.noop();
    await idling;
    expect(told).toEqual([
      ['expunge', 2],
      ['exists', 4, 5],
      ['flags', 3, true],
    ]);
  });
});

describe('messages', () => {
  it('that other sessions expunged stay numbered until the client may be told', async () => {
    const world = await startWorld('plain', { security: 'none' });
    fill(world.mailbox, 4);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    world.mailbox.folder('INBOX').expunge(2);
    const fetched = await client.command('FETCH 1:4 (UID INTERNALDATE)');
    expect(fetched).not.toContain('EXPUNGE');
    expect(fetched).toMatch(/\* 3 FETCH \(UID 3 .*\)\r\n\* 4 FETCH \(UID 4 .*\)\r\n/);
    expect(fetched).toContain('NO Some of the requested messages no longer exist.');
    expect(await client.command('SEARCH ALL')).toContain('* SEARCH 1 3 4\r\n');
    expect(await client.command('STORE 3 +FLAGS (\\Seen)')).toContain('* 3 FETCH (FLAGS (\\Seen \\Recent))');
    expect(await client.command('NOOP')).toMatch(/^\* 2 EXPUNGE\r\nt/);
    expect(await client.command('FETCH 2 (UID)')).toContain('* 2 FETCH (UID 3)');
  });

  it('are all or none copied', async () => {
    const world = await startWorld('plain', { security: 'none' });
    fill(world.mailbox, 3);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    world.mailbox.folder('INBOX').expunge(2);
    expect(await client.command('COPY 1:3 Sent')).toContain(' NO ');
    expect(world.mailbox.folder('Sent').messages).toHaveLength(0);
    expect(await client.command('COPY 1 Nowhere')).toContain('NO [TRYCREATE]');
  });

  it('are marked as read by a fetch without PEEK, unless the folder was only examined', async () => {
    const world = await startWorld('plain', { security: 'none' });
    fill(world.mailbox, 1);
    const inbox = world.mailbox.folder('INBOX');
    const client = await rawSession(world);
    await client.command('EXAMINE INBOX');
    await client.command('FETCH 1 BODY[TEXT]');
    expect(inbox.byUid(1)?.flags.size).toBe(0);
    expect(await client.command('STORE 1 FLAGS (\\Seen)')).toContain('NO [READ-ONLY]');
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1 BODY[TEXT]')).toContain('FLAGS (\\Seen \\Recent)');
    expect(inbox.byUid(1)?.flags).toEqual(new Set(['\\Seen']));
  });

  it('answer the macros and the names from before IMAP4rev1', async () => {
    const world = await startWorld('plain', { security: 'none' });
    fill(world.mailbox, 1);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1 FAST')).toMatch(
      /FETCH \(FLAGS .* INTERNALDATE ".*" RFC822.SIZE \d+\)/,
    );
    expect(await client.command('FETCH 1 FULL')).toMatch(/ENVELOPE \(.* BODY \("text" "plain"/);
    expect(await client.command('FETCH 1 RFC822.HEADER')).toMatch(/RFC822.HEADER \{\d+\}\r\nFrom: Bob/);
    expect(await client.command('FETCH 1 RFC822.TEXT')).toContain('RFC822.TEXT {7}\r\nHello\r\n');
    expect(await client.command('FETCH 1 BODY[]<1000.5>')).toContain('BODY[]<1000> {0}\r\n');
  });

  it('that defeat MIME can still be fetched', async () => {
    const world = await startWorld('dovecot');
    const broken = Buffer.from(
      'Content-Type: multipart/mixed; boundary="b\r\n--b\r\n\0\xff no header ends here',
      'latin1',
    );
    world.mailbox.folder('INBOX').append(broken);
    const client = await signIn(world);
    await client.mailboxOpen('INBOX');
    const fetched = await client.fetchOne('1', { source: true, bodyStructure: true, envelope: true });
    if (!fetched) throw new Error('nothing fetched');
    expect(fetched.source).toEqual(broken);
  });

  it('keep keywords where the server stores them, and lose them at Outlook', async () => {
    for (const preset of ['dovecot', 'outlook'] as const) {
      const world = await startWorld(preset);
      fill(world.mailbox, 1);
      const client = await signIn(world);
      await client.mailboxOpen('INBOX');
      await client.messageFlagsAdd('1', ['$Label1', '\\Seen'], { uid: true });
      const kept = world.mailbox.folder('INBOX').byUid(1)?.flags;
      expect(kept).toEqual(new Set(preset === 'dovecot' ? ['$Label1', '\\Seen'] : ['\\Seen']));
    }
  });

  it('by the ten thousand are fetched in seconds', async () => {
    const world = await startWorld('dovecot');
    const inbox = world.mailbox.folder('INBOX');
    for (let n = 0; n < 10_000; n += 1) inbox.append(() => MIXED, { size: MIXED.length });
    const client = await signIn(world);
    await client.mailboxOpen('INBOX');
    let count = 0;
    for await (const _ of client.fetch('1:*', { uid: true, flags: true, envelope: true })) count += 1;
    expect(count).toBe(10_000);
    expect(await client.messageDelete('1:9000', { uid: true })).toBe(true);
    expect(inbox.messages).toHaveLength(1_000);
  });
});
