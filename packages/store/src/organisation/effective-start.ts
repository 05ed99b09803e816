import { earliestStart, type OrganisationPolicy } from '@mailroom/model';

/** First date that an account is synchronised from: its owner's choice, but nothing older than the organisation lets anybody have. */
export function effectiveStart(chosen: Date | null, { sync }: OrganisationPolicy, now: Date): Date | null {
  if (sync.earliest === null) return chosen;
  const earliest = earliestStart(sync.earliest, now);
  return chosen === null || chosen < earliest ? earliest : chosen;
}
