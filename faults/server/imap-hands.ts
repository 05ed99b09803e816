/** Another client's hands on any server, over IMAP. */
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { Hands } from './hands.ts';

/** Who acts on a message that somebody else has just removed hears a refusal, and that is all. */
async function unlessGone(act: () => Promise<unknown>): Promise<void> {
  await act().catch(() => undefined);
}

export async function imapHands(options: ImapFlowOptions): Promise<Hands> {
  const client = new ImapFlow({ ...options, disableAutoIdle: true });
  client.on('error', () => undefined);
  await client.connect();

  const opened = async (path: string): Promise<boolean> => {
    try {
      return (await client.mailboxOpen(path)).exists > 0;
    } catch {
      return false;
    }
  };
  const onMessage = async (path: string, uid: number, act: () => Promise<unknown>): Promise<void> => {
    if (await opened(path)) await unlessGone(async () => await act().then(() => uid));
  };

  return {
    async folders() {
      const listed = await client.list();
      return listed
        .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
        .map(({ path }) => path)
        .sort((one, other) => Number(other === 'INBOX') - Number(one === 'INBOX'));
    },
    async messages(path) {
      if (!(await opened(path))) return [];
      const rows = await client.fetchAll('1:*', { uid: true, flags: true });
      return rows.map(({ uid, flags }) => ({ uid, flags: [...(flags ?? [])] }));
    },
    async deliver(path, raw, { flags = [], receivedAt }) {
      await unlessGone(() => client.append(path, Buffer.from(raw), [...flags], receivedAt));
    },
    async setFlag(path, uid, flag, value) {
      const uids = String(uid);
      await onMessage(path, uid, () =>
        value
          ? client.messageFlagsAdd(uids, [flag], { uid: true })
          : client.messageFlagsRemove(uids, [flag], { uid: true }),
      );
    },
    async move(path, uid, to) {
      await onMessage(path, uid, () => client.messageMove(String(uid), to, { uid: true }));
    },
    async copy(path, uid, to) {
      await onMessage(path, uid, () => client.messageCopy(String(uid), to, { uid: true }));
    },
    async expunge(path, uids) {
      if (uids.length === 0 || !(await opened(path))) return;
      await unlessGone(() => client.messageDelete(uids.join(','), { uid: true }));
    },
    async createFolder(path) {
      await unlessGone(() => client.mailboxCreate(path));
    },
    async renameFolder(from, to) {
      await unlessGone(() => client.mailboxRename(from, to));
    },
    async deleteFolder(path) {
      await unlessGone(() => client.mailboxDelete(path));
    },
    /** Deletes the folder and makes it again, as an administrator does who restores it; INBOX cannot be deleted. */
    async renumber(path) {
      if (path === 'INBOX') return;
      const kept = (await opened(path))
        ? await client.fetchAll('1:*', { uid: true, flags: true, source: true, internalDate: true })
        : [];
      await client.mailboxClose().catch(() => false);
      await client.mailboxDelete(path);
      await client.mailboxCreate(path);
      for (const { source, flags, internalDate } of kept) {
        const own = [...(flags ?? [])].filter((flag) => flag !== '\\Recent');
        if (source) await client.append(path, source, own, internalDate);
      }
    },
    async close() {
      await client.logout().catch(() => undefined);
      client.close();
    },
  };
}
