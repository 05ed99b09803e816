import { describe, expect, it } from 'vitest';
import { fill, message, rawSession, signIn, startWorld } from './testing/world.ts';

describe('resynchronising', () => {
  it('with QRESYNC hears of every change and expunge since the last visit', async () => {
    const world = await startWorld('dovecot');
    fill(world.mailbox, 6);
    const inbox = world.mailbox.folder('INBOX');
    const first = await signIn(world, { qresync: true });
    const opened = await first.mailboxOpen('INBOX');
    await first.logout();
    inbox.addFlags(2, ['\\Seen']);
    inbox.expunge(3);
    inbox.expunge(4);
    inbox.append(message('Subject: new'));

    const again = await signIn(world, { qresync: true });
    const told: unknown[] = [];
    again.on('flags', ({ uid, flags }) => told.push(['flags', uid, [...(flags ?? [])]]));
    again.on('expunge', ({ uid, vanished, earlier }) => told.push(['expunge', uid, vanished, earlier]));
    await again.mailboxOpen('INBOX', { changedSince: opened.highestModseq, uidValidity: opened.uidValidity });
    expect(told).toEqual([
      ['expunge', 3, true, true],
      ['expunge', 4, true, true],
      ['flags', 2, ['\\Seen']],
      ['flags', 7, ['\\Recent']],
    ]);
    expect(world.server.transcript.fromServer(/^\* VANISHED \(EARLIER\) 3:4$/)).toHaveLength(1);
  });

  it('with QRESYNC but another UIDVALIDITY hears nothing of it', async () => {
    const world = await startWorld('dovecot', { security: 'none' });
    fill(world.mailbox, 3);
    world.mailbox.folder('INBOX').expunge(2);
    const client = await rawSession(world);
    await client.command('ENABLE QRESYNC');
    expect(await client.command('SELECT INBOX (QRESYNC (999 1))')).not.toMatch(/VANISHED|FETCH/);
  });

  it('with QRESYNC only about the UIDs the client knows', async () => {
    const world = await startWorld('dovecot', { security: 'none' });
    fill(world.mailbox, 6);
    const inbox = world.mailbox.folder('INBOX');
    for (const uid of [2, 5]) inbox.expunge(uid);
    const client = await rawSession(world);
    await client.command('ENABLE QRESYNC');
    const answer = await client.command(`SELECT INBOX (QRESYNC (${inbox.uidValidity} 1 1:3 (1,3 1,3)))`);
    expect(answer).toContain('* VANISHED (EARLIER) 2\r\n');
    expect(answer.match(/FETCH/g)).toHaveLength(2);
    expect(await client.command('UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1 VANISHED)')).toContain(
      '* VANISHED (EARLIER) 2,5',
    );
  });

  it('with QRESYNC enabled tells expunges by UID', async () => {
    const world = await startWorld('dovecot', { security: 'none' });
    fill(world.mailbox, 5);
    const client = await rawSession(world);
    await client.command('ENABLE QRESYNC');
    await client.command('SELECT INBOX');
    world.mailbox.folder('INBOX').expungeAll(new Set([2, 3, 5]));
    expect(await client.command('NOOP')).toMatch(/^\* VANISHED 2:3,5\r\nt/);
  });

  it('with CONDSTORE alone hears of flags but not of expunges', async () => {
    const world = await startWorld('gmail');
    fill(world.mailbox, 4);
    const inbox = world.mailbox.folder('INBOX');
    const client = await signIn(world);
    const { highestModseq } = await client.mailboxOpen('INBOX');
    inbox.addFlags(2, ['\\Seen']);
    inbox.expunge(4);
    const changed = await client.fetchAll(
      '1:*',
      { uid: true, flags: true },
      { uid: true, changedSince: highestModseq },
    );
    expect(changed.map(({ uid, modseq }) => [uid, modseq])).toEqual([
      [2, BigInt(inbox.byUid(2)?.modseq ?? 0)],
    ]);
  });

  it('stores flags only where nothing changed meanwhile, if asked so', async () => {
    const world = await startWorld('dovecot', { security: 'none' });
    fill(world.mailbox, 3);
    const inbox = world.mailbox.folder('INBOX');
    const client = await rawSession(world);
    await client.command('SELECT INBOX (CONDSTORE)');
    const known = inbox.highestModseq;
    inbox.addFlags(2, ['\\Flagged']);
    const answer = await client.command(`UID STORE 1:3 (UNCHANGEDSINCE ${known}) +FLAGS.SILENT (\\Seen)`);
    expect(answer).toContain('OK [MODIFIED 2] STORE completed.');
    expect(answer).toMatch(/\* 1 FETCH \(UID 1 MODSEQ \(\d+\)\)/);
    expect(inbox.byUid(1)?.flags.has('\\Seen')).toBe(true);
    expect(inbox.byUid(2)?.flags.has('\\Seen')).toBe(false);
  });

  it('is not offered by a bare server, and asking for it is an error', async () => {
    const world = await startWorld('plain', { security: 'none' });
    fill(world.mailbox, 1);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    for (const command of [
      'ENABLE CONDSTORE',
      'FETCH 1 (MODSEQ)',
      'FETCH 1 FLAGS (CHANGEDSINCE 1)',
      'MOVE 1 Sent',
      'IDLE',
      'UID EXPUNGE 1',
      'SEARCH RETURN (ALL) ALL',
      'STATUS INBOX (HIGHESTMODSEQ)',
    ]) {
      expect(await client.command(command)).toMatch(/^t\d+ BAD /);
    }
    expect(world.server.forgiveProtocolErrors()).toHaveLength(8);
  });

  it('searches by ESEARCH where it is offered', async () => {
    const world = await startWorld('dovecot', { security: 'none' });
    fill(world.mailbox, 5);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    world.mailbox.folder('INBOX').expunge(2);
    expect(await client.command('UID SEARCH RETURN (MIN MAX ALL COUNT) ALL')).toContain(
      '* ESEARCH (TAG "t3") UID MIN 1 MAX 5 ALL 1,3:5 COUNT 4\r\n',
    );
    expect(await client.command('UID SEARCH RETURN (ALL COUNT) SEEN')).toContain(
      '* ESEARCH (TAG "t4") UID COUNT 0\r\n',
    );
    expect(await client.command('UID SEARCH MODSEQ 1')).toMatch(/\* SEARCH 1 3 4 5 \(MODSEQ \d+\)/);
  });
});

describe('labels of Gmail', () => {
  it('are the folders a message is in, under one identity', async () => {
    const world = await startWorld('gmail');
    const { mailbox } = world;
    const work = mailbox.createFolder('Work');
    const inbox = mailbox.folder('INBOX');
    const all = mailbox.folder('[Gmail]/All Mail');
    const arrived = inbox.append(message('Subject: hello'), { threadId: '1799' });
    const client = await signIn(world);
    await client.mailboxOpen('[Gmail]/All Mail');
    const [seen] = await client.fetchAll('1:*', { uid: true, labels: true, threadId: true });
    expect(seen).toMatchObject({ emailId: arrived.emailId, threadId: '1799', labels: new Set(['\\Inbox']) });

    await client.messageFlagsAdd('1', ['Work'], { uid: true, useLabels: true });
    expect(work.messages[0]?.emailId).toBe(arrived.emailId);
    await client.messageFlagsAdd('1', ['\\Seen', '\\Flagged'], { uid: true });
    expect(inbox.messages[0]?.flags.has('\\Seen')).toBe(true);
    expect(mailbox.folder('[Gmail]/Starred').messages).toHaveLength(1);

    // Archived: out of INBOX, still in All Mail and under its label.
    inbox.expunge(inbox.messages[0]?.uid ?? 0);
    expect(all.messages[0]?.labels).toEqual(new Set(['Work', '\\Starred']));
    await client.messageMove('1', '[Gmail]/Trash', { uid: true });
    expect([all, work, inbox].map(({ messages }) => messages.length)).toEqual([0, 0, 0]);
    expect(mailbox.folder('[Gmail]/Trash').messages).toHaveLength(1);
  });

  it('do not double a message copied to a label it has', async () => {
    const world = await startWorld('gmail');
    const { mailbox } = world;
    const inbox = mailbox.folder('INBOX');
    inbox.append(message('Subject: hello'));
    const all = mailbox.folder('[Gmail]/All Mail');
    all.copy(1, inbox);
    expect(inbox.messages.map(({ uid }) => uid)).toEqual([2]);
    expect(all.messages).toHaveLength(1);
  });

  it('are taken off the message itself when their folder was numbered anew', async () => {
    const { mailbox } = await startWorld('gmail');
    const inbox = mailbox.folder('INBOX');
    for (const subject of ['gone', 'kept', 'archived']) inbox.append(message(`Subject: ${subject}`));
    inbox.expunge(1);
    inbox.renumber();
    const all = mailbox.folder('[Gmail]/All Mail');
    const archived = all.messages.at(-1);
    all.setLabels(archived?.uid ?? 0, []);
    expect(inbox.messages.map(({ emailId }) => emailId)).toEqual([all.byUid(2)?.emailId]);
  });

  it('share flags but \\Deleted, which is a matter of each folder', async () => {
    const world = await startWorld('gmail');
    const { mailbox } = world;
    const inbox = mailbox.folder('INBOX');
    inbox.append(message('Subject: hello'));
    inbox.addFlags(1, ['\\Seen', '\\Deleted']);
    const all = mailbox.folder('[Gmail]/All Mail');
    expect([...(all.messages[0]?.flags ?? [])]).toEqual(['\\Seen']);
    all.setLabels(1, ['\\Inbox', '\\Sent']);
    expect([...(mailbox.folder('[Gmail]/Sent Mail').messages[0]?.flags ?? [])]).toEqual(['\\Seen']);
    expect(inbox.messages[0]?.flags.has('\\Deleted')).toBe(true);
  });

  it('can be searched', async () => {
    const world = await startWorld('gmail', { security: 'none' });
    const arrived = world.mailbox.folder('INBOX').append(message('Subject: hello\nMessage-ID: <x@y>'));
    fill(world.mailbox, 2);
    const client = await rawSession(world);
    await client.command('SELECT INBOX');
    expect(await client.command(`SEARCH X-GM-MSGID ${arrived.emailId}`)).toContain('* SEARCH 1\r\n');
    expect(await client.command('SEARCH X-GM-RAW "rfc822msgid:x@y"')).toContain('* SEARCH 1\r\n');
    expect(await client.command('SEARCH X-GM-LABELS "\\\\Inbox"')).toContain('* SEARCH 1 2 3\r\n');
    expect(await client.command('SEARCH X-GM-RAW "in:inbox"')).toContain('* SEARCH 1 2 3\r\n');
  });

  it('raise the mod-sequence of All Mail, and come into being by being stored', async () => {
    const world = await startWorld('gmail');
    const { mailbox } = world;
    mailbox.folder('INBOX').append(message('Subject: hello'));
    const all = mailbox.folder('[Gmail]/All Mail');
    const before = all.highestModseq;
    const client = await signIn(world);
    await client.mailboxOpen('[Gmail]/All Mail');
    await client.messageFlagsAdd('1', ['New one'], { uid: true, useLabels: true });
    expect(all.highestModseq).toBeGreaterThan(before);
    expect(mailbox.folder('New one').messages).toHaveLength(1);
    await client.messageFlagsAdd('1', ['\\Starred'], { uid: true, useLabels: true });
    expect(all.messages[0]?.flags.has('\\Flagged')).toBe(true);
    await client.messageFlagsRemove('1', ['\\Starred'], { uid: true, useLabels: true });
    expect(all.messages[0]?.flags.has('\\Flagged')).toBe(false);
  });

  it('stay when they are taken away in their own folder, and go when it is deleted or renamed', async () => {
    const world = await startWorld('gmail');
    const { mailbox } = world;
    mailbox.folder('INBOX').append(message('Subject: hello'));
    const all = mailbox.folder('[Gmail]/All Mail');
    all.setLabels(1, ['\\Inbox']);
    mailbox.createFolder('Work');
    all.setLabels(1, ['\\Inbox', 'Work']);
    const client = await signIn(world);
    await client.mailboxOpen('INBOX');
    expect(await client.messageFlagsRemove('1', ['\\Inbox'], { uid: true, useLabels: true })).toBe(true);
    expect(all.messages[0]?.labels).toEqual(new Set(['Work', '\\Inbox']));
    mailbox.renameFolder('Work', 'Play');
    expect(all.messages[0]?.labels).toEqual(new Set(['Play', '\\Inbox']));
    mailbox.deleteFolder('Play');
    expect(all.messages[0]?.labels).toEqual(new Set(['\\Inbox']));
    expect(all.messages).toHaveLength(1);
  });
});
