/** Puts one mailbox of a person into a running server's store, as linking and synchronising would have left it. */
import type { Arrival } from '@mailroom/engine/ports/index';
import { indexedWords } from '@mailroom/engine/words/index';
import { openStore, type Store } from '@mailroom/store';
import { loadSecretKey } from '../config/secret-key.ts';
import { createLog } from '../http/log.ts';
import { databaseFile } from '../start/open-store.ts';
import { systemClock } from '../start/system-clock.ts';

export interface SeededMail {
  accountId: string;
  folderId: string;
  conversationId: string;
  messageId: string;
  outgoingId: string;
}

/** Opens the store of a running server a second time, as another process would. */
export async function openSecondStore(dataDir: string): Promise<Store> {
  const file = databaseFile(dataDir);
  const secretKey = await loadSecretKey({ dataDir, databaseFile: file, setting: null });
  const log = createLog({ level: 'silent' });
  return openStore({ file, dataDir, secretKey, clock: systemClock, log });
}

const server = { host: 'mail.example.com', port: 993, security: 'tls', user: 'ada', password: 'p' } as const;

const arrival: Arrival = {
  uid: 1,
  flags: [],
  receivedAt: new Date('2026-11-01T10:00:00Z'),
  size: 1000,
  emailId: null,
  threadId: null,
  messageId: '<one@example.com>',
  inReplyTo: [],
  references: [],
  subject: 'The quarterly figures',
  from: [{ name: 'Chen', address: 'chen@example.com' }],
  to: [{ name: 'Ada', address: 'ada@example.com' }],
  cc: [],
  bcc: [],
  replyTo: [],
  sentAt: new Date('2026-11-01T10:00:00Z'),
  textParts: [],
  attachments: [
    {
      part: '2',
      name: 'invoice\u202egpj.exe',
      mediaType: 'text/html',
      size: 25,
      contentId: null,
      inline: false,
    },
    { part: '3', name: 'logo.png', mediaType: 'image/png', size: 40, contentId: '<fake@x>', inline: true },
    { part: '4', name: 'logo', mediaType: 'text/html', size: 16, contentId: '<real@x>', inline: true },
  ],
  structureKnown: true,
};

export async function seedMail(dataDir: string, personId: string): Promise<SeededMail> {
  const store = await openSecondStore(dataDir);
  try {
    const { mail } = store.ports;
    const { id: accountId } = await store.passwordMailboxes.create(personId, {
      address: 'ada@example.com',
      name: 'Ada',
      imap: server,
      smtp: server,
    });
    const [folder] = await mail.saveFolderList(accountId, [
      { path: 'INBOX', name: 'INBOX', delimiter: '/', role: 'inbox', selectable: true },
    ]);
    if (!folder) throw new Error('The folder was not stored');
    await mail.resetFolder(folder.id, 1);
    await mail.addArrivals(folder.id, [arrival]);
    const [pending] = await mail.pendingBodies(accountId, 1);
    if (pending) {
      const html = '<p>Figures <img src="cid:real@x"></p>';
      const { messageId } = pending;
      const words = indexedWords(pending.header, 'Figures');
      await mail.saveBodies([
        { messageId, state: 'stored', text: 'Figures', html, snippet: 'Figures', words },
      ]);
    }
    const scope = await store.scopeOf({ id: personId, role: 'member' });
    const { conversations } = await store.conversations.list(scope, { limit: 1 });
    const conversationId = conversations[0]?.id ?? '';
    const { messages } = await store.conversations.read(scope, conversationId);
    const outgoing = await store.outgoing.create(scope, null, {
      accountId,
      inReplyTo: null,
      to: [{ name: '', address: 'to@example.com' }],
      cc: [],
      bcc: [],
      subject: 'An answer',
      html: '<p>x</p>',
      text: 'x',
    });
    return {
      accountId,
      folderId: String(folder.id),
      conversationId,
      messageId: messages[0]?.id ?? '',
      outgoingId: outgoing.id,
    };
  } finally {
    await store.close();
  }
}
