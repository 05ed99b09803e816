/** Another client's hands on a practice mailbox. */
import type { PracticeFolder, PracticeMailbox } from '@mailroom/rig/mailbox/index';
import type { Hands } from './hands.ts';

/** Gmail's All Mail takes nothing by itself: what is labelled shows up in it. */
const notForPutting = new Set<string | undefined>(['\\All', '\\Flagged', '\\Important']);

export function practiceHands(mailbox: PracticeMailbox, leftOut: ReadonlySet<string>): Hands {
  const known = (path: string): PracticeFolder | undefined => {
    const folder = mailbox.findFolder(path);
    return folder?.selectable ? folder : undefined;
  };
  const onMessage = (path: string, uid: number, act: (folder: PracticeFolder) => void): void => {
    const folder = known(path);
    if (folder?.byUid(uid)) act(folder);
  };
  return {
    async folders() {
      return mailbox
        .folders()
        .filter(({ path, selectable, specialUse }) => {
          return selectable && !leftOut.has(path) && !notForPutting.has(specialUse);
        })
        .map(({ path }) => path)
        .sort((one, other) => Number(other === 'INBOX') - Number(one === 'INBOX'));
    },
    async messages(path) {
      return (known(path)?.messages ?? []).map(({ uid, flags }) => ({ uid, flags: [...flags] }));
    },
    async deliver(path, raw, { flags = [], receivedAt }) {
      known(path)?.append(raw, { flags, internalDate: receivedAt });
    },
    async setFlag(path, uid, flag, value) {
      onMessage(path, uid, (folder) =>
        value ? folder.addFlags(uid, [flag]) : folder.removeFlags(uid, [flag]),
      );
    },
    async move(path, uid, to) {
      const target = known(to);
      if (target) onMessage(path, uid, (folder) => folder.move(uid, target));
    },
    async copy(path, uid, to) {
      const target = known(to);
      if (target) onMessage(path, uid, (folder) => folder.copy(uid, target));
    },
    async expunge(path, uids) {
      known(path)?.expungeAll(new Set(uids));
    },
    async createFolder(path) {
      if (!mailbox.findFolder(path)) mailbox.createFolder(path);
    },
    async renameFolder(from, to) {
      if (known(from) && !mailbox.findFolder(to)) mailbox.renameFolder(from, to);
    },
    async deleteFolder(path) {
      if (known(path)) mailbox.deleteFolder(path);
    },
    async renumber(path) {
      const folder = known(path);
      folder?.renumber(folder.uidValidity + 1_000);
    },
    async close() {},
  };
}
