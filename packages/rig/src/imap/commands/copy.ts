import type { PracticeFolder } from '../../mailbox/index.ts';
import { formatSet } from '../grammar/sequence-set.ts';
import { CommandRefused, no, ok } from '../reply.ts';
import type { Session } from '../session.ts';
import type { CommandContext, ImapCommand } from './command.ts';
import { requestedRows } from './requested-rows.ts';

export const copy: ImapCommand = {
  when: 'selected',
  withUid: 'possible',
  run(context) {
    const { uids, target } = parseTransfer(context);
    const code = copyMessages(context.session, uids, target);
    return ok('COPY completed.', code);
  },
};

/** What COPY and MOVE are asked to do. */
export function parseTransfer(context: CommandContext): { uids: number[]; target: PracticeFolder } {
  const { session, args } = context;
  args.space();
  const set = args.sequenceSet();
  args.space();
  const path = session.path(args.astring());
  args.end();
  const rows = requestedRows(context, set);
  const target = session.folder(path, 'TRYCREATE');
  // All or none (RFC 9051 section 6.4.7): with one message gone, none is copied.
  if (rows.some(({ message }) => !message)) {
    throw new CommandRefused(no('Some of the requested messages no longer exist.', 'EXPUNGEISSUED'));
  }
  return { uids: rows.map(({ uid }) => uid), target };
}

/** Copies and returns the COPYUID response code of RFC 4315, where UIDPLUS is offered and anything was copied. */
export function copyMessages(
  session: Session,
  uids: readonly number[],
  target: PracticeFolder,
): string | undefined {
  const { folder } = session.selected;
  const copies = uids.map((uid) => folder.copy(uid, target).uid);
  if (copies.length === 0 || !session.offers('UIDPLUS')) return undefined;
  return `COPYUID ${target.uidValidity} ${formatSet(uids)} ${formatSet(copies)}`;
}
