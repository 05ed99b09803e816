import { describe, expect, it } from 'vitest';
import type { FolderLanguage } from './index.ts';
import { fill, rawConnection, rawSession, signIn, startWorld } from './testing/world.ts';

const LANGUAGES: readonly FolderLanguage[] = ['en', 'fr', 'zh', 'ru', 'pt', 'it', 'de'];

describe('folders', () => {
  it.each(LANGUAGES)('of an Outlook mailbox in %s are known by their names alone', async (language) => {
    const world = await startWorld('outlook', { language });
    const client = await signIn(world);
    const listed = await client.list();
    const byUse = new Map(
      listed.filter(({ specialUse }) => specialUse).map((folder) => [folder.specialUse, folder]),
    );
    for (const { specialUse, path } of world.mailbox.folders()) {
      if (specialUse === undefined || specialUse === '\\Archive') continue;
      expect(byUse.get(specialUse)).toMatchObject({ path, specialUseSource: 'name' });
    }
    // Calendar, contacts and the like are shown as if they held mail.
    expect(listed.length).toBe(world.mailbox.folders().length);
    expect(world.server.transcript.fromServer(/^\* LIST \([^)]*\\(Sent|Trash|Drafts|Junk)/)).toEqual([]);
  });

  it.each(LANGUAGES)('of a Gmail mailbox in %s are known by their special use', async (language) => {
    const world = await startWorld('gmail', { language });
    const client = await signIn(world);
    const uses = (await client.list()).filter(({ specialUseSource }) => specialUseSource === 'extension');
    for (const { specialUse, path } of uses) {
      expect(world.mailbox.folder(path).specialUse).toBe(specialUse);
    }
    expect(uses.length).toBeGreaterThanOrEqual(6);
  });

  it('are made, renamed, subscribed and deleted', async () => {
    for (const preset of ['dovecot', 'plain'] as const) {
      const world = await startWorld(preset, { security: 'none' });
      const separator = preset === 'plain' ? '.' : '/';
      const client = await signIn(world, {
        secure: false,
        doSTARTTLS: false,
        auth: { user: 'ann@example.org', pass: 'good-password' },
      });
      await client.mailboxCreate(['Work', 'Größe & more']);
      expect(world.mailbox.folder('Work/Größe & more').selectable).toBe(true);
      expect(
        world.server.transcript.fromClient(new RegExp(`CREATE "?Work\\${separator}Gr&APYA3w-e &- more`)),
      ).toHaveLength(1);
      await client.mailboxRename(['Work'], ['Office']);
      expect(world.mailbox.findFolder('Office/Größe & more')).toBeDefined();
      await client.mailboxUnsubscribe(['Office']);
      expect(world.mailbox.folder('Office').subscribed).toBe(false);
      await client.mailboxDelete(['Office', 'Größe & more']);
      expect(world.mailbox.findFolder('Office/Größe & more')).toBeUndefined();
    }
  });

  it('match wildcards: a star crosses levels, a percent sign does not', async () => {
    const world = await startWorld('plain', { security: 'none' });
    world.mailbox.createFolder('Work/Old');
    const client = await rawSession(world);
    const names = async (pattern: string) =>
      [...(await client.command(`LIST "" ${pattern}`)).matchAll(/\* LIST \([^)]*\) "\." "([^"]*)"/g)].map(
        ([, name]) => name,
      );
    expect(await names('*')).toEqual(['INBOX', 'Drafts', 'Sent', 'Trash', 'Work.Old']);
    expect(await names('%')).toEqual(['INBOX', 'Drafts', 'Sent', 'Trash']);
    expect(await names('Work.%')).toEqual(['Work.Old']);
    expect(await names('inbox')).toEqual(['INBOX']);
    expect(await client.command('LIST "" ""')).toContain('* LIST (\\Noselect) "." ""');
  });

  it('are listed with their status in one command where the server offers it', async () => {
    const world = await startWorld('dovecot');
    fill(world.mailbox, 3);
    world.mailbox.folder('INBOX').addFlags(1, ['\\Seen']);
    const client = await signIn(world);
    const listed = await client.list({
      statusQuery: { messages: true, unseen: true, uidNext: true, highestModseq: true },
    });
    const { highestModseq } = world.mailbox.folder('INBOX');
    expect(listed[0]?.status).toMatchObject({
      messages: 3,
      unseen: 2,
      uidNext: 4,
      highestModseq: BigInt(highestModseq),
    });
    expect(world.server.transcript.fromClient(/STATUS "?INBOX/)).toEqual([]);
  });

  it('are asked for status one by one where it does not', async () => {
    const world = await startWorld('outlook');
    fill(world.mailbox, 3);
    const client = await signIn(world);
    expect(await client.status('INBOX', { messages: true, uidNext: true, uidValidity: true })).toMatchObject({
      messages: 3,
      uidNext: 4,
      uidValidity: BigInt(world.mailbox.folder('INBOX').uidValidity),
    });
  });

  it('say good-bye to a session when they are deleted or renumbered under it', async () => {
    const world = await startWorld('dovecot', { security: 'none' });
    const one = await rawSession(world);
    const other = await rawSession(world);
    await one.command('SELECT Junk');
    await other.command('SELECT INBOX');
    world.mailbox.deleteFolder('Junk');
    expect(await one.untilEnd()).toBe('* BYE Selected mailbox was deleted\r\n');
    world.mailbox.folder('INBOX').renumber();
    expect(await other.untilEnd()).toBe('* BYE Selected mailbox has a new UIDVALIDITY\r\n');
  });
});

describe('habits of Outlook', () => {
  it('answer searches beyond plain ASCII, keywords and nesting with errors of its own', async () => {
    const world = await startWorld('outlook', {
      security: 'none',
      authenticate: async ({ user }) => ({ ok: true, mailbox: user }),
    });
    fill(world.mailbox, 1);
    const client = await rawSessionByToken(world);
    await client.command('SELECT INBOX');
    expect(await client.command('UID SEARCH CHARSET UTF-8 SUBJECT {5+}\r\nh\u00c3\u00a9llo')).toContain(
      'NO [BADCHARSET (US-ASCII)]',
    );
    expect(await client.command('SEARCH KEYWORD $Label1')).toContain('BAD Command Argument Error. 11');
    expect(await client.command('SEARCH (SEEN UNDELETED)')).toContain('BAD Command Argument Error');
    expect(await client.command('SEARCH OR FROM a OR FROM b FROM c')).toContain('BAD Command Argument Error');
    expect(await client.command('SEARCH OR FROM bob FROM c')).toContain('* SEARCH 1\r\n');
    expect(world.server.protocolErrors).toEqual([]);
  });

  it('name exactly the flags it stores, and no star', async () => {
    const world = await startWorld('outlook');
    const client = await signIn(world);
    const opened = await client.mailboxOpen('INBOX');
    expect(opened.permanentFlags).toEqual(
      new Set(['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$MDNSent']),
    );
    expect(opened.highestModseq).toBeUndefined();
  });

  it('refuse a command line longer than 10,240 bytes', async () => {
    const world = await startWorld('outlook', { security: 'none' });
    const client = await rawSessionByToken(world);
    await client.command('SELECT INBOX');
    const uids = Array.from({ length: 3_000 }, (_, n) => n * 2 + 1).join(',');
    client.send(`x UID FETCH ${uids} (FLAGS)\r\n`);
    expect(await client.until(/BAD .*\r\n/)).toContain('* BAD longer than 10240 bytes');
    expect(world.server.forgiveProtocolErrors()).toHaveLength(1);
    expect(await client.command('NOOP')).toContain(' OK ');
  });

  it('with IMAP4rev2 enabled refuse LIST and LSUB', async () => {
    const world = await startWorld('outlook-rev2');
    const client = await signIn(world, { disableIMAP4rev2: true });
    expect((await client.list()).length).toBeGreaterThan(5);
    const careless = await signIn(world);
    await expect(careless.list()).rejects.toMatchObject({ serverResponseCode: 'SERVERBUG' });
  });
});

async function rawSessionByToken(world: Awaited<ReturnType<typeof startWorld>>) {
  const client = await rawConnection(world.server);
  const response = Buffer.from('user=ann@example.org\u0001auth=Bearer good-token\u0001\u0001').toString(
    'base64',
  );
  expect(await client.command(`AUTHENTICATE XOAUTH2 ${response}`)).toContain(' OK AUTHENTICATE completed.');
  return client;
}
