/**
 * What a folder needs, from what the store remembers and what the server just said. Pure.
 *
 * | observation                                                        | action                                         |
 * |--------------------------------------------------------------------|------------------------------------------------|
 * | never selected, or the first listing is not complete               | list                                           |
 * | UIDVALIDITY differs (RFC 9051 2.3.1.1)                             | reset: every UID known is void; then list      |
 * | the server's counts are to be verified                             | compare                                        |
 * | mod-sequence, UIDNEXT and count all as stored                      | nothing                                        |
 * | mod-sequence lower than stored, or UIDNEXT lower                   | compare: the server's own books were rewritten |
 * | mod-sequence grew                                                  | changed since; removals if the count disagrees |
 * | no mod-sequences, empty before and now, UIDNEXT as stored          | nothing                                        |
 * | no mod-sequences, looking for arrivals, count and UIDNEXT agree    | arrivals                                       |
 * | no mod-sequences otherwise: flags change without changing a count  | compare                                        |
 */
import type { FolderRecord } from '../../ports/mail.ts';

export type FolderAction =
  | { do: 'list' }
  | { do: 'reset' }
  | { do: 'nothing' }
  | { do: 'arrivals'; from: number }
  | { do: 'changed-since'; from: number; modseq: string }
  | { do: 'compare'; from: number };

export interface FolderSeen {
  uidValidity: number;
  uidNext: number | null;
  exists: number;
  highestModseq: string | null;
}

/**
 * `arrivals`: the server announced new messages and nothing else. `all`: whatever may have changed. `verify`: row by row, whatever the
 * server's counts say.
 */
export type Look = 'arrivals' | 'all' | 'verify';

type Remembered = Pick<
  FolderRecord,
  'uidValidity' | 'uidNext' | 'highestModseq' | 'listedFrom' | 'serverMessages'
>;

export function decideFolder(stored: Remembered, seen: FolderSeen, look: Look): FolderAction {
  if (stored.uidValidity === null) return { do: 'list' };
  if (stored.uidValidity !== seen.uidValidity) return { do: 'reset' };
  if (stored.listedFrom === null || stored.uidNext === null) return { do: 'list' };
  const from = stored.uidNext;
  if (look === 'verify') return { do: 'compare', from };
  if (seen.uidNext !== null && seen.uidNext < from) return { do: 'compare', from };
  if (stored.highestModseq !== null && seen.highestModseq !== null) {
    const known = BigInt(stored.highestModseq);
    const now = BigInt(seen.highestModseq);
    if (now < known) return { do: 'compare', from };
    const sameCounts = seen.uidNext === from && seen.exists === stored.serverMessages;
    if (now === known && sameCounts) return { do: 'nothing' };
    return { do: 'changed-since', from, modseq: stored.highestModseq };
  }
  if (seen.exists === 0 && stored.serverMessages === 0 && seen.uidNext === from) return { do: 'nothing' };
  if (look === 'arrivals' && seen.uidNext !== null && stored.serverMessages !== null) {
    const announced = seen.uidNext - from;
    if (announced === seen.exists - stored.serverMessages) {
      return announced === 0 ? { do: 'nothing' } : { do: 'arrivals', from };
    }
  }
  return { do: 'compare', from };
}
