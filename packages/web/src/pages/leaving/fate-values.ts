import { type AccountFate, accountFate } from '@mailroom/model';

/** What the fields of one account hold; its kind is null until somebody has decided. */
export interface FateValues {
  kind: AccountFate['kind'] | null;
  to: string | null;
  reason: string;
  /** ISO 8601; empty: until somebody decides. */
  until: string;
  on: string;
}

export const undecided: FateValues = { kind: null, to: null, reason: '', until: '', on: '' };

/** The fate that the fields say, or null while something is missing. @param me who hands over to themselves owes a reason */
export function fateOf(
  { kind, to, reason, until, on }: FateValues,
  me: string | undefined,
): AccountFate | null {
  switch (kind) {
    case null:
      return null;
    case 'hand-over': {
      if (to === null || to === '') return null;
      const taken = to === me;
      return parsed({ kind, to, reason: taken ? reason : null });
    }
    case 'keep':
      return parsed({ kind, until: until === '' ? null : until });
    case 'purge':
      return parsed({ kind, on });
  }
}

function parsed(values: unknown): AccountFate | null {
  const read = accountFate.safeParse(values);
  return read.success ? read.data : null;
}
