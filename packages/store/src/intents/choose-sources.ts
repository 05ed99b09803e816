/** Which of a message's places a person means to take it from: a pure decision. */
import type { FolderRole } from '@mailroom/model';

/** A place as the screen shows it: `uid` is negative where the message is still on its way to the folder. */
export interface ShownPlace {
  messageId: number;
  folderId: number;
  uid: number;
}

/** What the decision wants to know of a folder. */
export interface FolderFacts {
  role: FolderRole | null;
  /** Of a Gmail label, the folder whose UIDs its places carry. */
  labelOf: number | null;
}

export interface FilingWish {
  /** Null: deleted for ever. */
  targetId: number | null;
  /** Only from here. */
  fromId?: number | undefined;
}

/**
 * From the folder that was named; else from all that are not the target. What has the label that it is to be given stays as it is. Gmail's labels differ: a message loses the label that it was
 * shown under, without one the inbox's; what leads out of All Mail (to the trash, for ever) takes the message itself, once.
 */
export function chooseSources(
  places: readonly ShownPlace[],
  wish: FilingWish,
  folders: ReadonlyMap<number, FolderFacts>,
): ShownPlace[] {
  const { fromId, targetId } = wish;
  const chosen =
    fromId === undefined
      ? byDefault(places, wish, folders)
      : places.filter(({ folderId }) => folderId === fromId);
  const labelOf = (targetId === null ? undefined : folders.get(targetId)?.labelOf) ?? null;
  const hasLabel = places.some(({ folderId }) => folderId === targetId);
  return chosen.filter(({ folderId }) => folderId !== targetId && !(hasLabel && folderId === labelOf));
}

function byDefault(
  places: readonly ShownPlace[],
  { targetId }: FilingWish,
  folders: ReadonlyMap<number, FolderFacts>,
): ShownPlace[] {
  const factsOf = ({ folderId }: ShownPlace) => folders.get(folderId);
  const targetLabelOf = (targetId === null ? undefined : folders.get(targetId)?.labelOf) ?? null;
  const allMail = targetLabelOf ?? targetId;
  const whole = places.filter((place) => !factsOf(place)?.labelOf && place.folderId !== allMail);
  const inbox = places.filter((place) => {
    const facts = factsOf(place);
    return facts?.role === 'inbox' && facts.labelOf !== null && facts.labelOf === allMail;
  });
  if (inbox.length > 0 || targetLabelOf === null) return [...whole, ...inbox];
  return [...whole, ...places.filter(({ folderId }) => folderId === targetLabelOf)];
}

/** A label's place, where the message itself goes: that of All Mail, which has the same UID. */
export function asWhole<Source extends { folderId: number; uid: number | null }>(
  source: Source,
  { targetId }: FilingWish,
  folders: ReadonlyMap<number, FolderFacts>,
): Source {
  const labelOf = folders.get(source.folderId)?.labelOf ?? null;
  if (labelOf === null || labelOf === targetId) return source;
  const targetLabelOf = targetId === null ? null : (folders.get(targetId)?.labelOf ?? null);
  return targetLabelOf === labelOf ? source : { ...source, folderId: labelOf };
}
