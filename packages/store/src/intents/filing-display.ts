/**
 * What the screen shows of messages that are being moved or deleted: they have left where they were, and are where they are going.
 * A pure decision over what is stored, so that whatever happens to places or intents, the same question is asked again.
 */

/** A place at the server. */
export interface HeldPlace {
  messageId: number;
  folderId: number;
  /** The folder whose UIDs it carries, of a Gmail label; else null. */
  labelOf: number | null;
  uid: number;
  flags: string;
  updatedAt: number;
}

export interface OpenFiling {
  id: number;
  messageId: number;
  kind: 'move' | 'delete';
  folderId: number | null;
  /** Null while the message is still on its way to `folderId`. */
  uid: number | null;
  targetId: number | null;
  targetLabelOf: number | null;
  state: 'pending' | 'pushing';
}

/** Shown in the folder until the message has a UID there. */
export interface OnItsWay {
  intentId: number;
  messageId: number;
  folderId: number;
  flags: string;
  updatedAt: number;
}

export interface FilingDisplay {
  leaving: Set<HeldPlace>;
  onTheirWay: OnItsWay[];
}

/** @param filings oldest first. */
export function displayFiling(places: readonly HeldPlace[], filings: readonly OpenFiling[]): FilingDisplay {
  const display: FilingDisplay = { leaving: new Set(), onTheirWay: [] };
  const held = Map.groupBy(places, ({ messageId }) => messageId);
  for (const [messageId, own] of Map.groupBy(filings, (filing) => filing.messageId)) {
    displayMessage(held.get(messageId) ?? [], own, display);
  }
  return display;
}

function displayMessage(
  places: readonly HeldPlace[],
  filings: readonly OpenFiling[],
  display: FilingDisplay,
): void {
  const staying = new Set(places);
  for (const filing of filings) {
    for (const place of sourcesOf(filing, places)) {
      display.leaving.add(place);
      staying.delete(place);
    }
  }
  const shownIn = new Set([...staying].map(({ folderId }) => folderId));
  const newest = places.reduce<HeldPlace | undefined>(
    (best, place) => (best && best.updatedAt >= place.updatedAt ? best : place),
    undefined,
  );
  for (const filing of filings) {
    const { id, messageId, kind, targetId } = filing;
    if (kind !== 'move' || targetId === null || shownIn.has(targetId)) continue;
    const leadsOn = filings.some(
      (later) => later.id > id && later.folderId === targetId && !isLabelled(later),
    );
    if (leadsOn) continue;
    shownIn.add(targetId);
    display.onTheirWay.push({
      intentId: id,
      messageId,
      folderId: targetId,
      flags: newest?.flags ?? '',
      updatedAt: newest?.updatedAt ?? 0,
    });
  }
}

/** Places that the filing takes the message from. */
export function sourcesOf(filing: OpenFiling, places: readonly HeldPlace[]): HeldPlace[] {
  const { folderId, uid } = filing;
  if (isLabelled(filing)) return [];
  const here = places.filter((place) => place.folderId === folderId);
  const named = here.filter((place) => place.uid === uid);
  const taken = named.length > 0 ? named : here;
  if (!isWhole(filing)) return taken;
  const uids = new Set(taken.map((place) => place.uid));
  return [...taken, ...places.filter((place) => place.labelOf === folderId && uids.has(place.uid))];
}

/** Only given a label: it stays in All Mail. */
export function isLabelled({ folderId, targetLabelOf }: OpenFiling): boolean {
  return folderId !== null && targetLabelOf === folderId;
}

/** The message itself goes, and with it whatever labels show of it. */
function isWhole({ kind, folderId, targetId, targetLabelOf }: OpenFiling): boolean {
  return kind === 'delete' || (targetLabelOf !== folderId && targetId !== folderId);
}
