import type { Arguments } from '../grammar/arguments.ts';
import type { Session } from '../session.ts';

/** Reads `(flag …)`, or where STORE allows it the flags bare. */
export function parseFlags(args: Arguments, bareAllowed: boolean): string[] {
  if (!bareAllowed || args.looksAt('(')) return args.list(() => flag(args));
  const flags = [flag(args)];
  while (args.takes(' ')) flags.push(flag(args));
  return flags;
}

function flag(args: Arguments): string {
  const read = args.flag();
  if (read.toLowerCase() === '\\recent' || read === '\\*') throw args.fault(`${read} cannot be set`);
  return read;
}

/** The flags this server can store; others are dropped without a word (RFC 9051 section 7.1, PERMANENTFLAGS). */
export function storable(session: Session, flags: readonly string[]): string[] {
  const { permanentFlags } = session.service.preset;
  const known = new Set(permanentFlags.map((each) => each.toLowerCase()));
  const keywords = permanentFlags.includes('\\*');
  return flags.filter((each) => known.has(each.toLowerCase()) || (keywords && !each.startsWith('\\')));
}
