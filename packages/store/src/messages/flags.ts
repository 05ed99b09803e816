/** Server flags and keywords (RFC 9051 2.3.2) and the four that Mailroom acts on. */
import type { Flag } from '@mailroom/model';

export const systemFlags: Record<Flag, string> = {
  seen: '\\Seen',
  flagged: '\\Flagged',
  answered: '\\Answered',
  draft: '\\Draft',
};

export type FlagColumns = Record<Flag, 0 | 1>;

const none: Readonly<FlagColumns> = { seen: 0, flagged: 0, answered: 0, draft: 0 };
const columnOf = new Map(
  Object.entries(systemFlags).map(([column, flag]) => [flag.toLowerCase(), column as Flag]),
);

/** Servers spell flags as they like; comparison ignores case. */
export function flagColumns(flags: readonly string[]): FlagColumns {
  const columns = { ...none };
  for (const flag of flags) {
    const column = columnOf.get(flag.toLowerCase());
    if (column) columns[column] = 1;
  }
  return columns;
}

export function presentFlags(columns: Record<Flag, number>): Flag[] {
  return (['seen', 'flagged', 'answered', 'draft'] as const).filter((flag) => columns[flag] === 1);
}

export function joinFlags(flags: readonly string[]): string {
  if (flags.length < 2) return flags[0] ?? '';
  return [...new Set(flags)].sort().join(' ');
}

export function splitFlags(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

/** The text of a place's flags with one set or cleared, in any spelling. */
export function withFlag(text: string, flag: Flag, value: boolean): string {
  const others = splitFlags(text).filter((each) => each.toLowerCase() !== systemFlags[flag].toLowerCase());
  return joinFlags(value ? [...others, systemFlags[flag]] : others);
}
