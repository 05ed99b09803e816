import { describe, expect, it } from 'vitest';
import { fill, newClient, rawConnection, rawSession, signIn, startWorld } from './testing/world.ts';

const raw = { security: 'none' } as const;

describe('a scripted fault', () => {
  it('cuts the connection after exactly so many bytes', async () => {
    const world = await startWorld('plain', raw);
    fill(world.mailbox, 3);
    const whole = await (await rawSession(world)).command('SELECT INBOX');
    for (const bytes of [0, 1, 20, whole.length - 1]) {
      const fault = world.server.faults.cutAfterBytes(bytes, { during: 'SELECT' });
      const client = await rawSession(world);
      client.send('t2 SELECT INBOX\r\n');
      expect(await client.untilEnd()).toHaveLength(bytes);
      expect(fault.strikes).toBe(1);
    }
    const after = await rawSession(world);
    expect(await after.command('SELECT INBOX')).toContain(' OK ');
  });

  it('cuts inside a literal as imapflow sees it, and only on the connection named', async () => {
    const world = await startWorld('dovecot');
    fill(world.mailbox, 3);
    world.server.faults.cutAfterBytes(60, { during: 'FETCH', connection: 2 });
    const first = await signIn(world);
    await first.mailboxOpen('INBOX');
    expect(await first.fetchAll('1:*', { source: true })).toHaveLength(3);
    const second = await signIn(world);
    await second.mailboxOpen('INBOX');
    await expect(second.fetchAll('1:*', { source: true })).rejects.toThrow();
  });

  it('loses the reply to a command that was done, or the command before it is done', async () => {
    const world = await startWorld('dovecot', raw);
    fill(world.mailbox, 2);
    const { faults } = world.server;
    faults.cutAfterBytes(0, { during: 'MOVE' });
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    client.send('m UID MOVE 1 Trash\r\n');
    expect(await client.untilEnd()).toBe('');
    expect(world.mailbox.folder('Trash').messages).toHaveLength(1);

    faults.hangUpOn('MOVE');
    const again = await rawSession(world);
    await again.command('SELECT INBOX');
    again.send('m UID MOVE 2 Trash\r\n');
    expect(await again.untilEnd()).toBe('');
    expect(world.mailbox.folder('Trash').messages).toHaveLength(1);
  });

  it('stalls a phase until it is lifted', async () => {
    const world = await startWorld('plain', raw);
    fill(world.mailbox, 1);
    for (const phase of ['GREETING', 'LOGIN', 'FETCH'] as const) {
      const stall = world.server.faults.stall(phase);
      const client = rawSession(world).then(async (session) => {
        await session.command('SELECT INBOX');
        return session.command('FETCH 1 FLAGS');
      });
      while (stall.strikes === 0) await new Promise(setImmediate);
      stall.lift();
      expect(await client).toContain(' OK FETCH completed.');
    }
  });

  it('stalls before TLS, and in IDLE after the client was told to wait', async () => {
    const world = await startWorld('dovecot');
    const stall = world.server.faults.stall('TLS');
    const connecting = signIn(world);
    while (stall.strikes === 0) await new Promise(setImmediate);
    stall.lift();
    const client = await connecting;
    await client.mailboxOpen('INBOX');
    const idling = client.idle();
    while (world.server.transcript.fromServer(/^\+ idling/).length === 0) await new Promise(setImmediate);
    const silence = world.server.faults.stall('IDLING');
    let exists = 0;
    client.on('exists', ({ count }) => {
      exists = count;
    });
    fill(world.mailbox, 1);
    while (silence.strikes === 0) await new Promise(setImmediate);
    expect(exists).toBe(0);
    silence.lift();
    await client.noop();
    await idling;
    expect(exists).toBe(1);
  });

  it('refuses a command without doing it, once', async () => {
    const world = await startWorld('dovecot');
    fill(world.mailbox, 1);
    world.server.faults.refuse('COPY', 'NO [OVERQUOTA] Quota exceeded');
    const client = await signIn(world);
    await client.mailboxOpen('INBOX');
    // imapflow says false for a refused copy.
    expect(await client.messageCopy('1', 'Trash', { uid: true })).toBe(false);
    expect(world.mailbox.folder('Trash').messages).toHaveLength(0);
    expect(await client.messageCopy('1', 'Trash', { uid: true })).toMatchObject({ destination: 'Trash' });
  });

  it('throttles in the words of Exchange, which is no fault of the client', async () => {
    const world = await startWorld('outlook');
    world.server.faults.throttle(20, { during: 'LOGIN', hangUp: false });
    const throttled = newClient(world.server).connect();
    await expect(throttled).rejects.toMatchObject({ code: 'ETHROTTLE', throttleReset: 20 });
    expect(world.server.protocolErrors).toEqual([]);
    await signIn(world);
  });

  it('hangs up after throttling unless told otherwise', async () => {
    const world = await startWorld('plain', raw);
    world.server.faults.throttle(92_415);
    const client = await rawConnection(world.server);
    client.send('a NOOP\r\n');
    expect(await client.untilEnd()).toBe(
      'a BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds\r\n* BYE Connection closed. 14\r\n',
    );
  });

  it('announces a literal longer than it is', async () => {
    const world = await startWorld('plain', raw);
    fill(world.mailbox, 1);
    world.server.faults.wrongLiteral(7);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1 BODY.PEEK[TEXT]')).toContain('BODY[TEXT] {14}\r\nHello\r\n)');
    expect(await client.command('FETCH 1 BODY.PEEK[TEXT]')).toContain('BODY[TEXT] {7}\r\nHello\r\n)');
  });

  it('lists a folder that cannot be opened', async () => {
    const world = await startWorld('outlook');
    const phantom = world.server.faults.phantomFolder('Ghost');
    const client = await signIn(world);
    expect((await client.list()).map(({ path }) => path)).toContain('Ghost');
    await expect(client.mailboxOpen('Ghost')).rejects.toMatchObject({ responseStatus: 'NO' });
    phantom.lift();
    expect((await client.list()).map(({ path }) => path)).not.toContain('Ghost');
  });

  it('leaves a folder out of its list, which opens or does not', async () => {
    const world = await startWorld('outlook');
    const { faults } = world.server;
    const client = await signIn(world);
    const listed = async () => (await client.list()).map(({ path }) => path);
    const hidden = faults.hideFolder('Archive');
    expect(await listed()).not.toContain('Archive');
    await expect(client.mailboxOpen('Archive')).rejects.toMatchObject({ responseStatus: 'NO' });
    hidden.lift();
    const unlisted = faults.hideFolder(undefined, { opens: true });
    expect(await listed()).toEqual([]);
    expect(await client.mailboxOpen('Archive')).toMatchObject({ path: 'Archive' });
    unlisted.lift();
    expect(await listed()).toContain('Archive');
  });

  it('tells a wrong UIDVALIDITY or none', async () => {
    const world = await startWorld('plain', raw);
    const client = await rawSession(world);
    const zero = world.server.faults.badUidValidity(0, { path: 'INBOX' });
    expect(await client.command('SELECT INBOX')).toContain('[UIDVALIDITY 0]');
    expect(await client.command('STATUS INBOX (UIDVALIDITY)')).toContain('(UIDVALIDITY 0)');
    expect(await client.command('SELECT Sent')).not.toContain('[UIDVALIDITY 0]');
    zero.lift();
    world.server.faults.badUidValidity(undefined);
    expect(await client.command('SELECT INBOX')).not.toContain('UIDVALIDITY');
  });

  it('tells a UIDNEXT that went backwards, once', async () => {
    const world = await startWorld('plain', raw);
    fill(world.mailbox, 3);
    world.server.faults.wrongUidNext(-2);
    const client = await rawSession(world);
    expect(await client.command('SELECT INBOX')).toContain('[UIDNEXT 2]');
    expect(await client.command('SELECT INBOX')).toContain('[UIDNEXT 4]');
  });

  it('keeps no mod-sequences for a folder', async () => {
    const world = await startWorld('dovecot', raw);
    const without = world.server.faults.withholdModseq({ path: 'INBOX' });
    const client = await rawSession(world);
    expect(await client.command('SELECT INBOX')).toContain('[NOMODSEQ]');
    expect(await client.command('SELECT Sent')).toContain('[HIGHESTMODSEQ 1]');
    without.lift();
    expect(await client.command('SELECT INBOX')).toContain('[HIGHESTMODSEQ 1]');
  });

  it('greets with BYE', async () => {
    const world = await startWorld('plain', raw);
    world.server.faults.greetingBye('Too busy', { times: 1 });
    const client = await rawConnection(world.server);
    expect(await client.untilEnd()).toBe('');
    expect(world.server.transcript.fromServer(/^\* BYE Too busy$/)).toHaveLength(1);
    await rawSession(world);
  });

  it('puts untagged responses into the middle of a reply', async () => {
    const world = await startWorld('plain', raw);
    fill(world.mailbox, 3);
    world.server.faults.unsolicited('FETCH', ['2 EXPUNGE', '5 EXISTS']);
    world.server.faults.shrinkExists(1, { during: 'NOOP' });
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1:3 UID')).toMatch(
      /^\* 1 FETCH .*\r\n\* 2 EXPUNGE\r\n\* 5 EXISTS\r\n\* 2 FETCH/,
    );
    expect(await client.command('NOOP')).toMatch(/^\* 1 EXISTS\r\nt\d+ OK/);
    expect(await client.command('NOOP')).toMatch(/^t\d+ OK/);
  });

  it('is over once cleared', async () => {
    const world = await startWorld('plain', raw);
    world.server.faults.refuse('NOOP', 'NO never', { times: 100 });
    const client = await rawSession(world);
    expect(await client.command('NOOP')).toContain('NO never');
    world.server.faults.clear();
    expect(await client.command('NOOP')).toContain('OK NOOP');
  });
});
