import type { PracticeFolder, PracticeMessage } from '../../mailbox/index.ts';
import type { Arguments } from '../grammar/arguments.ts';
import { formatSet } from '../grammar/sequence-set.ts';
import { CommandRefused, no, ok } from '../reply.ts';
import type { Session } from '../session.ts';
import type { Row } from '../view.ts';
import type { ImapCommand } from './command.ts';
import { parseFlags, storable } from './flag-arguments.ts';
import { changedLabels, formatLabels, makeLabels, parseLabels } from './gmail-labels.ts';
import { requestedRows } from './requested-rows.ts';

type Mode = 'set' | 'add' | 'remove';

interface StoreRequest {
  readonly mode: Mode;
  readonly silent: boolean;
  readonly of: 'flags' | 'labels';
  readonly values: readonly string[];
}

export const store: ImapCommand = {
  when: 'selected',
  withUid: 'possible',
  holdsVanished: true,
  run(context) {
    const { session, args, byUid } = context;
    args.space();
    const set = args.sequenceSet();
    args.space();
    const unchangedSince = parseModifier(session, args);
    const request = parseRequest(session, args);
    args.end();
    const view = session.selected;
    const rows = requestedRows(context, set);
    if (view.readOnly) throw new CommandRefused(no('Mailbox is read-only.', 'READ-ONLY'));

    const modified: number[] = [];
    let expunged = false;
    for (const row of rows) {
      if (!row.message) {
        expunged = true;
      } else if (unchangedSince !== undefined && row.message.modseq > unchangedSince) {
        modified.push(byUid ? row.uid : row.sequence);
      } else {
        const message = apply(view.folder, row.message, request);
        view.told(row.uid);
        tell(session, row, message, request, byUid);
      }
    }
    if (expunged) return session.service.preset.someExpunged;
    return ok('STORE completed.', modified.length > 0 ? `MODIFIED ${formatSet(modified)}` : undefined);
  },
};

/** `(UNCHANGEDSINCE n)` of RFC 7162 section 3.1.3. */
function parseModifier(session: Session, args: Arguments): number | undefined {
  if (!args.takes('(')) return undefined;
  if (!session.offers('CONDSTORE')) throw args.fault('CONDSTORE is not offered');
  args.expect('UNCHANGEDSINCE ');
  const modseq = args.number();
  args.expect(') ');
  session.enabled.add('CONDSTORE');
  return modseq;
}

function parseRequest(session: Session, args: Arguments): StoreRequest {
  const mode: Mode = args.takes('+') ? 'add' : args.takes('-') ? 'remove' : 'set';
  const item = args.word();
  const silent = item.endsWith('.SILENT');
  const name = silent ? item.slice(0, -'.SILENT'.length) : item;
  args.space();
  if (name === 'FLAGS') {
    return { mode, silent, of: 'flags', values: storable(session, parseFlags(args, true)) };
  }
  if (name === 'X-GM-LABELS' && session.offers('X-GM-EXT-1')) {
    const values = parseLabels(session, args);
    if (mode !== 'remove') makeLabels(session, values);
    return { mode, silent, of: 'labels', values };
  }
  throw args.fault(`unknown STORE item ${item}`);
}

function apply(
  folder: PracticeFolder,
  message: PracticeMessage,
  { of, mode, values }: StoreRequest,
): PracticeMessage {
  if (of === 'labels') {
    return folder.setLabels(message.uid, changedLabels(folder, message, { mode, values }));
  }
  if (mode === 'set') return folder.setFlags(message.uid, values);
  if (mode === 'add') return folder.addFlags(message.uid, values);
  return folder.removeFlags(message.uid, values);
}

function tell(
  session: Session,
  row: Row,
  message: PracticeMessage,
  request: StoreRequest,
  byUid: boolean,
): void {
  const items: string[] = [];
  if (byUid) items.push(`UID ${row.uid}`);
  if (!request.silent && request.of === 'flags') items.push(`FLAGS ${session.flags(message)}`);
  if (!request.silent && request.of === 'labels') {
    items.push(`X-GM-LABELS ${formatLabels(session, session.selected.folder, message)}`);
  }
  // The new mod-sequence is told even to a silent STORE (RFC 7162 section 3.1.3).
  if (session.condstore) items.push(`MODSEQ (${message.modseq})`);
  if (request.silent && !session.condstore) return;
  session.untagged(`${row.sequence} FETCH (${items.join(' ')})`);
}
