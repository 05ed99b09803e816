import type { Arguments } from '../grammar/arguments.ts';
import { quoted } from '../grammar/response.ts';
import { formatSet } from '../grammar/sequence-set.ts';
import { CommandRefused, no, ok } from '../reply.ts';
import { candidate, parseKeys } from '../search/keys.ts';
import type { Session } from '../session.ts';
import type { Row } from '../view.ts';
import type { CommandContext, ImapCommand } from './command.ts';

type ReturnOption = 'MIN' | 'MAX' | 'ALL' | 'COUNT';

/** SEARCH of RFC 3501, and with RETURN the ESEARCH of RFC 4731. */
export const search: ImapCommand = {
  when: 'selected',
  withUid: 'possible',
  holdsVanished: true,
  run(context) {
    const { session, args } = context;
    args.space();
    const options = parseReturn(session, args);
    parseCharset(session, args);
    // A result over mod-sequences tells the greatest one (RFC 7162 section 3.1.5).
    const asksModseq = /(?:^|[ (])MODSEQ /i.test(args.rest);
    const matches = parseKeys(session, args);
    const found: Row[] = [];
    for (const row of session.selected.allRows()) {
      if (row.message && matches(candidate(row, row.message))) found.push(row);
    }
    const modseq = asksModseq ? greatestModseq(found) : undefined;
    if (options) tellExtended(context, found, options, modseq);
    else tellPlain(context, found, modseq);
    return ok('SEARCH completed.');
  },
};

function parseReturn(session: Session, args: Arguments): ReturnOption[] | undefined {
  if (!args.takes('RETURN ')) return session.rev2 ? ['ALL'] : undefined;
  if (!session.offers('ESEARCH') && !session.offers('IMAP4rev2')) throw args.fault('ESEARCH is not offered');
  const options = args.list((): ReturnOption => {
    const word = args.word();
    if (word !== 'MIN' && word !== 'MAX' && word !== 'ALL' && word !== 'COUNT') {
      throw args.fault(`unknown RETURN option ${word}`);
    }
    return word;
  });
  args.space();
  return options.length > 0 ? options : ['ALL'];
}

function parseCharset(session: Session, args: Arguments): void {
  if (!args.takes('CHARSET ')) return;
  const charset = args.text();
  args.space();
  const { charsets } = session.service.preset.search;
  if (!charsets.some((known) => known.toUpperCase() === charset.toUpperCase())) {
    const known = charsets.join(' ');
    throw new CommandRefused(no('The specified charset is not supported.', `BADCHARSET (${known})`));
  }
}

function numbers(found: readonly Row[], byUid: boolean): number[] {
  return found.map(({ sequence, uid }) => (byUid ? uid : sequence));
}

function tellPlain(
  { session, byUid }: CommandContext,
  found: readonly Row[],
  modseq: number | undefined,
): void {
  const shown = modseq !== undefined && found.length > 0 ? [`(MODSEQ ${modseq})`] : [];
  session.untagged(['SEARCH', ...numbers(found, byUid), ...shown].join(' '));
}

function tellExtended(
  { session, byUid, tag }: CommandContext,
  found: readonly Row[],
  options: readonly ReturnOption[],
  modseq: number | undefined,
): void {
  const list = numbers(found, byUid);
  const parts = [`ESEARCH (TAG ${quoted(tag)})`];
  if (byUid) parts.push('UID');
  const [first] = list;
  if (first !== undefined) {
    if (options.includes('MIN')) parts.push(`MIN ${first}`);
    if (options.includes('MAX')) parts.push(`MAX ${list.at(-1)}`);
    if (options.includes('ALL')) parts.push(`ALL ${formatSet(list)}`);
  }
  if (options.includes('COUNT')) parts.push(`COUNT ${list.length}`);
  if (modseq !== undefined && first !== undefined) parts.push(`MODSEQ ${modseq}`);
  session.untagged(parts.join(' '));
}

function greatestModseq(found: readonly Row[]): number {
  return found.reduce((greatest, { message }) => Math.max(greatest, message?.modseq ?? 0), 0);
}
