/**
 * Real mail on real servers: the 6,046 messages of Apache SpamAssassin's corpus in Debian's Dovecot, linked with XOAUTH2 through the
 * practice sign-in, synchronised by the real server in a process of its own, and answered through Debian's Postfix.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Writable } from 'node:stream';
import {
  type DebianProvider,
  importRealMail,
  realFolders,
  startDebianProvider,
} from '@mailroom/rig/debian/index';
import { type Installation, installFor } from '@mailroom/rig/demo/installation';
import { awaitSynchronised } from '@mailroom/rig/demo/walk/await-synchronised';
import { type Browser, openBrowser } from '@mailroom/rig/demo/walk/browser';
import { createAdministrator } from '@mailroom/rig/demo/walk/create-administrator';
import { enterProviderApp } from '@mailroom/rig/demo/walk/enter-provider-app';
import { linkMailbox } from '@mailroom/rig/demo/walk/link-mailbox';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../scripts/ensure-built.ts';

const ada = { name: 'Ada Reader', userName: 'ada@practice.test', password: 'first-secret' };
const bo = { name: 'Bo Writer', userName: 'bo@practice.test', password: 'second-secret' };

/** Postfix's master has to start as root. */
const root = process.getuid?.() === 0;

interface Place {
  folder: string;
  uid: number;
  flags: string;
  size: number;
  messageId: string;
}

/** One spelling for comparing: both sides keep what the header says, and differ in white space and folding only. */
const squeezed = (messageId: string | null | undefined) => (messageId ?? '').replace(/\s+/g, '');

describe.runIf(root)('a mailbox of real mail', () => {
  let installation: Installation<DebianProvider>;
  let browser: Browser;
  let data: string;
  let account: { id: string };

  beforeAll(async () => {
    await ensureBuilt();
    const provider = await startDebianProvider({ people: [ada, bo] });
    try {
      expect(await importRealMail(provider.servers.dovecot, ada.userName)).toBe(6046);
      data = await mkdtemp(join(tmpdir(), 'mailroom-live-'));
      const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
      installation = await installFor(provider, { dataDirectory: data, port: 0, output: silent });
    } catch (thrown) {
      await provider.close();
      throw thrown;
    }
    browser = openBrowser(installation.server.address);
    await createAdministrator(browser, installation.server.setupLink);
    const providerApp = await enterProviderApp(browser, installation.provider);
    account = await linkMailbox(browser, installation.provider, providerApp);
    await awaitSynchronised(browser, account.id, () => undefined);
  });

  afterAll(async () => {
    await installation?.close();
    if (data) await rm(data, { recursive: true, force: true });
  });

  /** What an independent client reads over IMAP, logged in by password. */
  async function onServer(): Promise<Place[]> {
    const { imap, caPem } = installation.provider;
    const client = new ImapFlow({
      host: imap.host,
      port: imap.port,
      secure: true,
      auth: { user: ada.userName, pass: ada.password },
      tls: { ca: caPem },
      logger: false,
    });
    await client.connect();
    const places: Place[] = [];
    for (const folder of await client.list()) {
      await client.mailboxOpen(folder.path, { readOnly: true });
      for await (const row of client.fetch(
        '1:*',
        { uid: true, flags: true, size: true, headers: ['message-id'] },
        { uid: true },
      )) {
        const header = row.headers?.toString('utf8') ?? '';
        places.push({
          folder: folder.path,
          uid: row.uid,
          flags: [...(row.flags ?? [])]
            .filter((flag) => flag !== '\\Recent')
            .sort()
            .join(' '),
          size: row.size ?? -1,
          messageId: squeezed(/^message-id:([\s\S]*?)(?=\r?\n\S|\r?\n\r?\n|$)/i.exec(header)?.[1]),
        });
      }
    }
    await client.logout();
    return places.sort(byPlace);
  }

  function inStore(): Place[] {
    const database = new DatabaseSync(join(data, 'mailroom.sqlite'), { readOnly: true });
    const rows = database
      .prepare(
        `select folders.path as folder, places.uid, places.flags, messages.size, messages.message_id as messageId
         from places join folders on folders.id = places.folder_id join messages on messages.id = places.message_id`,
      )
      .all();
    database.close();
    return rows
      .map((row) => ({
        folder: String(row.folder),
        uid: Number(row.uid),
        flags: String(row.flags),
        size: Number(row.size),
        messageId: squeezed(row.messageId === null ? null : String(row.messageId)),
      }))
      .sort(byPlace);
  }

  function byPlace(a: Place, b: Place): number {
    return a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : a.uid - b.uid;
  }

  it('is in the store as it is on the server: UID, flags, folder, size and Message-ID of every message', async () => {
    const server = await onServer();
    expect(server).toHaveLength(6046);
    expect(inStore()).toEqual(server);
  });

  it('has every message read into text, none left over', () => {
    const database = new DatabaseSync(join(data, 'mailroom.sqlite'), { readOnly: true });
    const states = database
      .prepare('select body_state as state, count(*) as messages from messages group by body_state')
      .all();
    database.close();
    expect(states.map(({ state }) => state)).toEqual(['stored']);
  });

  it('lists every message in the folder that holds it', async () => {
    const { folders } = await browser.read<{ folders: { path: string; messages: number }[] }>(
      '/api/v1/folders',
    );
    const counts = Object.fromEntries(folders.map(({ path, messages }) => [path, messages]));
    expect(counts).toMatchObject(realFolders);
  });

  it('finds real words', async () => {
    const found = await browser.read<{ conversations: object[] }>(
      '/api/v1/conversations?words=razor%20checksum&limit=5',
    );
    expect(found.conversations.length).toBeGreaterThan(0);
  });

  it('sends through Postfix with XOAUTH2, and the mail arrives once', async () => {
    const subject = `Over Postfix ${randomUUID()}`;
    const { id } = await browser.post<{ id: string }>(
      '/api/v1/outgoing',
      {
        accountId: account.id,
        inReplyTo: null,
        to: [{ name: bo.name, address: bo.userName }],
        cc: [],
        bcc: [],
        subject,
        html: '<p>Grüße — 你好</p>',
        text: 'Grüße — 你好',
      },
      { 'idempotency-key': randomUUID() },
    );
    await expect
      .poll(() => browser.read<{ state: string }>(`/api/v1/outgoing/${id}`), {
        timeout: 60_000,
        interval: 200,
      })
      .toMatchObject({ state: 'sent' });
    const { dovecot } = installation.provider.servers;
    const held = (address: string, folder: string) =>
      dovecot.doveadm(['search', '-u', address, 'mailbox', folder, 'header', 'subject', subject]);
    await expect
      .poll(async () => (await held(bo.userName, 'INBOX')).trim().split('\n').filter(Boolean).length, {
        timeout: 20_000,
      })
      .toBe(1);
  });
});
