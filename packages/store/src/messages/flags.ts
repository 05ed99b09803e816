/** Server flags and keywords (RFC 9051 2.3.2) and the four that Mailroom acts on. */
import type { Flag } from '@mailroom/model';

export const systemFlags: Record<Flag, string> = {
  seen: '\\Seen',
  flagged: '\\Flagged',
  answered: '\\Answered',
  draft: '\\Draft',
};

export type FlagColumns = Record<Flag, 0 | 1>;

/** Servers spell flags as they like; comparison ignores case. */
export function flagColumns(flags: readonly string[]): FlagColumns {
  const lower = new Set(flags.map((flag) => flag.toLowerCase()));
  const column = (flag: Flag) => (lower.has(systemFlags[flag].toLowerCase()) ? 1 : 0);
  return {
    seen: column('seen'),
    flagged: column('flagged'),
    answered: column('answered'),
    draft: column('draft'),
  };
}

export function presentFlags(columns: Record<Flag, number>): Flag[] {
  return (['seen', 'flagged', 'answered', 'draft'] as const).filter((flag) => columns[flag] === 1);
}

export function joinFlags(flags: readonly string[]): string {
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
