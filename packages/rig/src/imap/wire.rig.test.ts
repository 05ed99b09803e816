import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADDRESS, fill, PASSWORD, rawConnection, rawSession, signIn, startWorld } from './testing/world.ts';

const raw = { security: 'none' } as const;

describe('the wire', () => {
  it('takes synchronising literals one by one, asking for each', async () => {
    const world = await startWorld('plain', raw);
    const client = await rawConnection(world.server);
    client.send(`a LOGIN {${ADDRESS.length}}\r\n`);
    await client.until(/^\+ [^\n]*\r\n/);
    client.send(`${ADDRESS} {${PASSWORD.length}}\r\n`);
    await client.until(/^\+ [^\n]*\r\n/);
    client.send(`${PASSWORD}\r\n`);
    expect(await client.until(/a .*\r\n/)).toBe('a OK Logged in.\r\n');
  });

  it('takes LITERAL+ of any size at Outlook, LITERAL- up to 4,096 bytes at Dovecot, neither at a bare server', async () => {
    const append = (size: number) => `APPEND INBOX {${size}+}\r\n${'x'.repeat(size)}`;
    const verdicts = async (preset: 'dovecot' | 'outlook' | 'plain', size: number) => {
      const world = await startWorld(preset, {
        ...raw,
        authenticate: async () => ({ ok: true, mailbox: ADDRESS }),
      });
      const client = await rawConnection(world.server);
      const response = Buffer.from(`user=${ADDRESS}\u0001auth=Bearer x\u0001\u0001`).toString('base64');
      await client.command(preset === 'plain' ? `LOGIN ${ADDRESS} x` : `AUTHENTICATE XOAUTH2 ${response}`);
      const verdict = /t2 (\w+)/.exec(await client.command(append(size)))?.[1];
      expect(await client.command('NOOP')).toMatch(/^t3 OK/);
      const errors = world.server.forgiveProtocolErrors().length;
      return [verdict, world.mailbox.folder('INBOX').messages.length, errors];
    };
    expect(await verdicts('outlook', 5_000)).toEqual(['OK', 1, 0]);
    expect(await verdicts('dovecot', 4_096)).toEqual(['OK', 1, 0]);
    expect(await verdicts('dovecot', 4_097)).toEqual(['NO', 0, 0]);
    expect(await verdicts('plain', 10)).toEqual(['BAD', 0, 1]);
  });

  it('refuses a message over the limit before it is sent', async () => {
    const world = await startWorld('gmail', raw);
    const client = await rawSession(world);
    expect(await client.command('APPEND INBOX {35651585}')).toContain('NO [TOOBIG]');
    expect(await client.command('NOOP')).toContain(' OK ');
  });

  it('serves pipelined commands in order', async () => {
    const world = await startWorld('plain', raw);
    fill(world.mailbox, 2);
    const client = await rawSession(world);
    client.send('a SELECT INBOX\r\nb FETCH 1:2 UID\r\nc NOOP\r\nd LOGOUT\r\n');
    const all = await client.untilEnd();
    const order = ['a OK', '* 1 FETCH', '* 2 FETCH', 'b OK', 'c OK', '* BYE', 'd OK'].map((text) =>
      all.indexOf(text),
    );
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it('takes a command that arrives byte by byte', async () => {
    const world = await startWorld('plain', raw);
    const client = await rawSession(world);
    for (const character of 'a SELECT {5}\r') client.send(character);
    client.send('\n');
    await client.until(/\+ .*\r\n/);
    for (const character of 'INBOX\r\n') client.send(character);
    expect(await client.until(/a .*\r\n/)).toContain('a OK [READ-WRITE]');
  });

  it.each([
    ['a command in the wrong state', 'FETCH 1 FLAGS'],
    ['an unknown command', 'XYZZY'],
    ['missing arguments', 'SELECT'],
    ['too many arguments', 'NOOP now'],
    ['an unfinished string', 'SELECT "INBOX'],
    ['a second login', 'LOGIN a b'],
    ['UID before a command that has none', 'UID SELECT INBOX'],
    ['an extension not offered', 'ENABLE CONDSTORE'],
  ])('answers BAD to %s and records it', async (_, command) => {
    const world = await startWorld('plain', raw);
    const client = await rawSession(world);
    expect(await client.command(command)).toMatch(/^t2 BAD /);
    expect(world.server.forgiveProtocolErrors()).toMatchObject([{ command: `t2 ${command}` }]);
    expect(await client.command('NOOP')).toContain(' OK ');
  });

  it('answers BAD to sequence numbers beyond the folder, and ignores UIDs that are not there', async () => {
    const world = await startWorld('plain', raw);
    fill(world.mailbox, 2);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1:3 FLAGS')).toMatch(/^t3 BAD /);
    expect(await client.command('UID FETCH 3,7 FLAGS')).toMatch(/^t4 OK /);
    expect(await client.command('UID FETCH 9:* FLAGS')).toContain('* 2 FETCH (UID 2 FLAGS');
    expect(world.server.forgiveProtocolErrors()).toHaveLength(1);
  });

  it('hangs up on a client that only talks nonsense', async () => {
    const world = await startWorld('plain', raw);
    const client = await rawConnection(world.server);
    client.send('nonsense\r\n'.repeat(60));
    expect(await client.untilEnd()).toContain('* BYE Too many invalid commands');
    world.server.forgiveProtocolErrors();
  });

  it('runs compressed after COMPRESS, and can be cut there too', async () => {
    const world = await startWorld('gmail');
    fill(world.mailbox, 50);
    const client = await signIn(world);
    await client.mailboxOpen('INBOX');
    expect(world.server.transcript.fromClient(/ COMPRESS DEFLATE$/)).toHaveLength(1);
    expect(await client.fetchAll('1:*', { source: true })).toHaveLength(50);
    world.server.faults.cutAfterBytes(300, { during: 'FETCH' });
    await expect(client.fetchAll('1:*', { source: true })).rejects.toThrow();
  });

  it('survives whatever bytes a client sends', async () => {
    const world = await startWorld('dovecot', raw);
    fill(world.mailbox, 3);
    const piece = fc.oneof(
      fc.constantFrom(
        'a ',
        'UID ',
        'FETCH ',
        'SEARCH ',
        'STORE ',
        'LIST ',
        'SELECT INBOX',
        'APPEND INBOX ',
        'AUTHENTICATE PLAIN',
        'IDLE',
        'DONE',
        '1:* ',
        '(',
        ')',
        '"',
        '\\',
        '{3}',
        '{3+}',
        '{99999999999}',
        'BODY[',
        '1.2',
        ']',
        '<0.5>',
        'OR ',
        'NOT ',
        'HEADER a b',
        'RETURN (ALL) ',
        '+FLAGS ',
        '\\Seen',
        '* ',
        '\r\n',
        '\r\n',
        '\n',
        '\0',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.boolean(), async (pieces, selected) => {
        const client = await rawSession(world);
        if (selected) await client.command('SELECT INBOX');
        client.send(Buffer.from(`${pieces.join('')}\r\n`, 'utf8'));
        await client.finish();
      }),
      { numRuns: 150 },
    );
    const client = await rawSession(world);
    while (world.server.openConnections > 1) await new Promise(setImmediate);
    expect(await client.command('SELECT INBOX')).toContain(' OK ');
    world.server.forgiveProtocolErrors();
    // Mistakes of the server itself would show here.
    world.server.expectNoProtocolErrors();
  });
});
