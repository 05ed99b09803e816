import type { SequenceSet } from '../grammar/sequence-set.ts';
import type { Row } from '../view.ts';
import type { CommandContext } from './command.ts';

/** The rows a command names. @throws SyntaxFault for a sequence number beyond the folder (RFC 9051 section 9, seq-number). */
export function requestedRows({ session, args, byUid }: CommandContext, set: SequenceSet): Row[] {
  const rows = session.selected.rows(set, byUid);
  if (!rows) throw args.fault('a sequence number beyond the mailbox');
  return rows;
}
