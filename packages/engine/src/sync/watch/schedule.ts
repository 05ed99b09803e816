/**
 * When a folder is looked at, and how closely. Pure; this is the one place that says so.
 *
 * A glance asks for counts (STATUS, or LIST-STATUS for all folders in one command). It tells of arrivals, removals and, where the server
 * keeps mod-sequences (RFC 7162), of flags. Where it keeps none, flags are found by comparing, which reads a line a message.
 *
 * | folder                            | glance           | compared, without mod-sequences | compared, with them |
 * |-----------------------------------|------------------|---------------------------------|---------------------|
 * | changed within the last hour      | every minute     | every 5 minutes                 | once a day          |
 * | changed within the last day       | every 5 minutes  | every 15 minutes                | once a day          |
 * | quiet, or never seen to change    | every 5 minutes  | every hour                      | once a day          |
 * | refused (listed, not selectable)  | not at all       | tried again, later each time    |                     |
 *
 * The inbox is compared as a folder that changed within the last hour. Comparing 100,000 messages costs some 0.1 s of CPU and 4 MB of
 * traffic, so that a larger folder is compared that much more rarely. Comparing once a day where the server keeps mod-sequences is for
 * servers that keep them wrong.
 */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type Activity = 'busy' | 'recent' | 'quiet';

export const glanceEvery: Record<Activity, number> = {
  busy: minute,
  recent: 5 * minute,
  // Rules at the provider file new mail into folders that were quiet for weeks; a count for each is little to ask.
  quiet: 5 * minute,
};
const compareEvery: Record<Activity, number> = { busy: 5 * minute, recent: 15 * minute, quiet: hour };
/** Comparing costs what this many messages cost, at the least interval. */
const messagesCompared = 100_000;
const verifyEvery = day;
/** After each refusal of a folder that is listed. */
const refusedWaits: readonly number[] = [5 * minute, 15 * minute, hour, 6 * hour, day];

/** Moments in monotonic milliseconds; null: never. */
export interface FolderHistory {
  changedAt: number | null;
  glancedAt: number | null;
  comparedAt: number | null;
  /** Refusals in a row, and when the last one was. */
  refusals: number;
  refusedAt: number | null;
}

export interface FolderKind {
  inbox: boolean;
  /** The server keeps mod-sequences for it. */
  modseq: boolean;
  messages: number;
}

/** `glance`: counts. `all`: flags too. `verify`: row by row, whatever the server's counts say. */
export type DueLook = 'glance' | 'all' | 'verify';

export function activityOf({ changedAt }: Pick<FolderHistory, 'changedAt'>, now: number): Activity {
  if (changedAt === null || now - changedAt > day) return 'quiet';
  return now - changedAt > hour ? 'recent' : 'busy';
}

/** Null: nothing is due. A folder that was never looked at since the start is looked at whole. */
export function dueLook(history: FolderHistory, kind: FolderKind, now: number): DueLook | null {
  if (history.refusedAt !== null && now - history.refusedAt < refusedWait(history.refusals)) return null;
  if (history.glancedAt === null) return 'all';
  const activity = activityOf(history, now);
  const sinceCompared = now - (history.comparedAt ?? Number.NEGATIVE_INFINITY);
  if (kind.modseq) {
    // Never compared since the start: the day begins with it.
    if (history.comparedAt !== null && sinceCompared >= verifyEvery) return 'verify';
  } else if (sinceCompared >= compareInterval(activity, kind)) return 'all';
  return now - history.glancedAt >= glanceEvery[activity] ? 'glance' : null;
}

/** Milliseconds until a folder that changed of late is to be glanced at; null where the next pass over all folders is soon enough. */
export function nextBusyGlance(history: FolderHistory, now: number): number | null {
  if (history.glancedAt === null || history.refusedAt !== null || activityOf(history, now) !== 'busy')
    return null;
  return Math.max(0, history.glancedAt + glanceEvery.busy - now);
}

function compareInterval(activity: Activity, { inbox, messages }: FolderKind): number {
  const least = compareEvery[inbox ? 'busy' : activity];
  return Math.max(least, (compareEvery.busy * messages) / messagesCompared);
}

function refusedWait(refusals: number): number {
  return refusedWaits[Math.min(refusals, refusedWaits.length) - 1] ?? 0;
}
