import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';
import { deletedUids } from './expunge.ts';

/** Leaves the folder and removes what is marked \Deleted, without telling (RFC 9051 section 6.4.2). */
export const close: ImapCommand = {
  when: 'selected',
  run({ session, args }) {
    args.end();
    const { folder, readOnly } = session.selected;
    session.deselect();
    if (!readOnly) folder.expungeAll(deletedUids(folder));
    return ok('CLOSE completed.');
  },
};
