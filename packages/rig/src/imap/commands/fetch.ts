import type { PracticeMessage } from '../../mailbox/index.ts';
import { type FetchItem, parseItems, type SimpleItem } from '../fetch/items.ts';
import { fetchResponse } from '../fetch/respond.ts';
import type { Arguments } from '../grammar/arguments.ts';
import { contains, formatSet } from '../grammar/sequence-set.ts';
import { ok } from '../reply.ts';
import type { Session } from '../session.ts';
import type { Row } from '../view.ts';
import type { ImapCommand } from './command.ts';
import { requestedRows } from './requested-rows.ts';
import { vanishedUids } from './select.ts';

const STATE: ReadonlySet<FetchItem['kind']> = new Set(['UID', 'FLAGS', 'MODSEQ']);

/** FETCH and UID FETCH, with CHANGEDSINCE and VANISHED of RFC 7162. */
export const fetch: ImapCommand = {
  when: 'selected',
  withUid: 'possible',
  holdsVanished: true,
  async run(context) {
    const { session, args, byUid } = context;
    args.space();
    const set = args.sequenceSet();
    args.space();
    const asked = parseItems(session, args);
    const modifiers = parseModifiers(session, args, byUid);
    args.end();
    const view = session.selected;
    const rows = requestedRows(context, set);
    const { changedSince } = modifiers;
    if (changedSince !== undefined || asked.some(({ kind }) => kind === 'MODSEQ'))
      session.enabled.add('CONDSTORE');

    if (modifiers.vanished && changedSince !== undefined) {
      const ranges = view.uidRanges(set);
      const gone = vanishedUids(view.folder, changedSince).filter((uid) => contains(ranges, uid));
      if (gone.length > 0) session.untagged(`VANISHED (EARLIER) ${formatSet(gone)}`);
    }
    const items = implied(asked, byUid, changedSince !== undefined);
    const reads = !view.readOnly && asked.some((item) => item.kind === 'section' && !item.peek);
    let expunged = false;
    for (const row of rows) {
      if (session.ended) break;
      // Looked up again: while earlier rows were on their way another session may have expunged this one.
      const message = row.message && view.folder.byUid(row.uid);
      if (!message) expunged = true;
      else if (changedSince === undefined || message.modseq > changedSince) {
        tell(session, row, message, items, reads);
        await session.line.output.drained();
      }
    }
    // Flags of what is gone are simply not told; only contents that cannot be had are worth a NO.
    const missed = expunged && changedSince === undefined && asked.some(({ kind }) => !STATE.has(kind));
    return missed ? session.service.preset.someExpunged : ok('FETCH completed.');
  },
};

interface Modifiers {
  changedSince?: number;
  vanished?: true;
}

function parseModifiers(session: Session, args: Arguments, byUid: boolean): Modifiers {
  const modifiers: Modifiers = {};
  if (args.atEnd) return modifiers;
  args.space();
  if (!session.offers('CONDSTORE')) throw args.fault('CONDSTORE is not offered');
  args.list(() => {
    const word = args.word();
    if (word === 'CHANGEDSINCE') {
      args.space();
      modifiers.changedSince = args.number();
    } else if (word === 'VANISHED' && byUid && session.qresync) {
      modifiers.vanished = true;
    } else {
      throw args.fault(`unknown modifier ${word}`);
    }
  });
  if (modifiers.vanished && modifiers.changedSince === undefined)
    throw args.fault('VANISHED without CHANGEDSINCE');
  return modifiers;
}

/** UID FETCH always tells the UID, CHANGEDSINCE always the mod-sequence. */
function implied(asked: readonly FetchItem[], byUid: boolean, changedSince: boolean): FetchItem[] {
  const items = [...asked];
  const add = (kind: SimpleItem) => {
    if (!items.some((item) => item.kind === kind)) items.push({ kind });
  };
  if (byUid && !items.some(({ kind }) => kind === 'UID')) items.unshift({ kind: 'UID' });
  if (changedSince) add('MODSEQ');
  return items;
}

/** Tells one message; `reads` if that marks it as \Seen. */
function tell(
  session: Session,
  row: Row,
  message: PracticeMessage,
  items: readonly FetchItem[],
  reads: boolean,
): void {
  const view = session.selected;
  let toldItems = items;
  if (reads && !message.flags.has('\\Seen')) {
    view.folder.addFlags(row.uid, ['\\Seen']);
    if (!items.some(({ kind }) => kind === 'FLAGS')) toldItems = [...items, { kind: 'FLAGS' }];
  }
  if (toldItems.some(({ kind }) => kind === 'FLAGS')) view.told(row.uid);
  session.untagged(`${row.sequence} FETCH (`, ...fetchResponse(session, message, toldItems), ')');
}
