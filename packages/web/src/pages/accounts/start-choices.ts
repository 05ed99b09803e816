import { earliestStart, monthsBefore, type SyncLimit, type SyncStart } from '@mailroom/model';

export type StartKind = SyncStart['kind'];

const months = { 'last-month': 1, 'three-months': 3, year: 12 } as const;

/** What may be chosen as the first date, the shortest first; what the organisation refuses is not offered. */
export function startChoices(
  limit: SyncLimit | null,
  now: Date,
): { kinds: StartKind[]; earliest: string | null } {
  const earliest = limit === null ? null : earliestStart(limit, now);
  const spans = (['last-month', 'three-months', 'year'] as const).filter(
    (kind) => earliest === null || monthsBefore(now, months[kind]) >= earliest,
  );
  return {
    kinds: [...spans, ...(earliest === null ? (['everything'] as const) : []), 'date'],
    earliest: earliest === null ? null : earliest.toISOString().slice(0, 10),
  };
}
