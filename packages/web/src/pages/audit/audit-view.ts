/** Which part of the log is shown, and what the server is asked for it. Pure. */
import type { AuditAction } from '@mailroom/model';

export interface AuditView {
  action: AuditAction | null;
  /** Person id. */
  actor: string | null;
  accountId: string | null;
  /** Days, as date fields give them (`2026-11-21`), in the reader's time; empty without. */
  from: string;
  to: string;
  /** Of the pages gone through; the last is the one that is shown. */
  cursors: readonly string[];
}

export const wholeLog: AuditView = {
  action: null,
  actor: null,
  accountId: null,
  from: '',
  to: '',
  cursors: [],
};

/** The day's first moment where the reader is; of the day after with `plus` 1. Null for no day. */
function midnight(day: string, plus: number): string | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (date === undefined) return null;
  const at = new Date(Number(year), Number(month) - 1, Number(date) + plus);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Of a view all but its page: what a file holds too. */
export function filterOf({ action, actor, accountId, from, to }: AuditView, byOthers: boolean) {
  const begin = midnight(from, 0);
  const end = midnight(to, 1);
  return {
    ...(action !== null && { action }),
    ...(actor !== null && { actor }),
    ...(accountId !== null && { accountId }),
    ...(begin !== null && { from: begin }),
    ...(end !== null && { to: end }),
    ...(byOthers && { byOthers: 'true' }),
  };
}
