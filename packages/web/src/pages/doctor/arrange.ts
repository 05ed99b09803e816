/** In which order, and in which part of the screen, the results of an examination are shown. */
import type { CheckId, CheckResult, CheckState } from '@mailroom/model';

/** The halves of the rehearsal, side by side: whether the mailbox is let in, read, and may send. */
export const halves = {
  access: ['rehearsal-refresh', 'rehearsal-scopes', 'rehearsal-identity'],
  receiving: ['rehearsal-imap', 'rehearsal-folders'],
  sending: ['rehearsal-smtp', 'rehearsal-aliases'],
} as const satisfies Record<string, readonly CheckId[]>;
export type Half = keyof typeof halves;
export const halfNames = Object.keys(halves) as Half[];

const rehearsed: ReadonlySet<CheckId> = new Set(Object.values(halves).flat());

export interface Arrangement {
  /** What somebody has to look at: the wrong first. */
  attention: CheckResult[];
  /** Not made, for a reason that the screen can do something about elsewhere than in the rehearsal. */
  skipped: CheckResult[];
  right: CheckResult[];
  /** Empty until a mailbox was chosen for the rehearsal. */
  rehearsal: { half: Half; checks: CheckResult[] }[];
}

export function arrange(checks: readonly CheckResult[]): Arrangement {
  const of = (state: CheckState): CheckResult[] => checks.filter((check) => check.state === state);
  const made = checks.some(({ id, skipped }) => rehearsed.has(id) && skipped !== 'no-mailbox-chosen');
  return {
    attention: [...of('wrong'), ...of('unsure')],
    skipped: of('skipped').filter(({ skipped }) => skipped !== 'no-mailbox-chosen'),
    right: of('right'),
    rehearsal: made
      ? halfNames.flatMap((half) => {
          const ids: readonly CheckId[] = halves[half];
          const own = checks.filter(({ id }) => ids.includes(id));
          return own.length === 0 ? [] : [{ half, checks: own }];
        })
      : [],
  };
}
