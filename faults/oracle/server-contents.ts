/** What the server holds, as a client that others wrote reads it: every folder, every message. */
import type { FetchMessageObject } from 'imapflow';
import type { MailServer } from '../server/mail-server.ts';
import { type Contents, comparableId, flagsInOrder, type PlacedMessage } from './contents.ts';

export async function serverContents(server: MailServer): Promise<Contents> {
  const client = await server.signIn();
  try {
    const contents: Contents = new Map();
    for (const { path, flags } of await client.list()) {
      if (server.leftOut.has(path) || [...flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag)))
        continue;
      const { exists } = await client.mailboxOpen(path, { readOnly: true });
      const asked = { uid: true, flags: true, size: true, envelope: true };
      const rows = exists === 0 ? [] : await client.fetchAll('1:*', asked);
      contents.set(path, rows.map(placed));
    }
    return contents;
  } finally {
    await client.logout().catch(() => undefined);
    client.close();
  }
}

function placed({ uid, flags, size, envelope }: FetchMessageObject): PlacedMessage {
  return {
    uid,
    flags: flagsInOrder(flags ?? []),
    size: size ?? -1,
    messageId: comparableId(envelope?.messageId),
  };
}
