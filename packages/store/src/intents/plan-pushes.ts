/** Which intents are to be pushed now, and where: a pure decision over what is stored. */
import { isLabelled, type OpenFiling } from './filing-display.ts';

export interface FlagIntent {
  id: number;
  messageId: number;
  kind: 'flag';
  /** Where its push goes; null when the message had no place. */
  folderId: number | null;
  flag: string;
  value: number;
  /** It may have been sent already. */
  pushing: boolean;
}

export type OpenIntent = FlagIntent | OpenFiling;

/** A place at the server, whether shown or not. */
export interface PlaceNow {
  messageId: number;
  folderId: number;
  /** Of a Gmail label: it is no folder of its own at the server. */
  labelOf: number | null;
  uid: number;
  /** The flags that a `FlagIntent` may name, as the server last told them. */
  flags: ReadonlySet<string>;
}

export interface PushPlan<Place extends PlaceNow> {
  /** Each to be pushed for this place. */
  flags: { intent: FlagIntent; place: Place }[];
  filings: { intent: OpenFiling; place: Place }[];
  /** Said again or taken back by a newer one. */
  superseded: number[];
  /** The server has the flag, or the label, so already: an empty difference sends nothing. */
  alike: number[];
  /** The message has left the folder that it was to be taken from. */
  gone: number[];
}

/**
 * Of each message the first intents are pushed: those that do not depend on another that is still open. A flag waits for the move
 * before it, a move for the flag before it and for the move that brings the message to its folder.
 *
 * @param intents oldest first.
 * @param unlisted folders of which not all is stored: what is not there yet need not have left.
 */
export function planPushes<Place extends PlaceNow>(
  intents: readonly OpenIntent[],
  places: readonly Place[],
  unlisted: ReadonlySet<number> = new Set(),
): PushPlan<Place> {
  const plan: PushPlan<Place> = { flags: [], filings: [], superseded: [], alike: [], gone: [] };
  const held = Map.groupBy(places, ({ messageId }) => messageId);
  for (const [messageId, own] of Map.groupBy(intents, (intent) => intent.messageId)) {
    planMessage(own, held.get(messageId) ?? [], unlisted, plan);
  }
  plan.flags.sort((a, b) => a.intent.id - b.intent.id);
  plan.filings.sort((a, b) => a.intent.id - b.intent.id);
  return plan;
}

function planMessage<Place extends PlaceNow>(
  intents: readonly OpenIntent[],
  places: readonly Place[],
  unlisted: ReadonlySet<number>,
  plan: PushPlan<Place>,
): void {
  for (const run of runsOf(intents)) {
    const waits =
      run.kind === 'flag'
        ? planFlags(run.intents, places, plan)
        : planFilings(run.intents, places, unlisted, plan);
    if (waits) return;
  }
}

type Run = { kind: 'flag'; intents: FlagIntent[] } | { kind: 'filing'; intents: OpenFiling[] };

/** Flags one after the other depend on nothing but their message; so do moves from different folders. */
function runsOf(intents: readonly OpenIntent[]): Run[] {
  const runs: Run[] = [];
  for (const intent of intents) {
    const last = runs.at(-1);
    if (intent.kind === 'flag') {
      if (last?.kind === 'flag') last.intents.push(intent);
      else runs.push({ kind: 'flag', intents: [intent] });
    } else if (last?.kind === 'filing') last.intents.push(intent);
    else runs.push({ kind: 'filing', intents: [intent] });
  }
  return runs;
}

/**
 * One intent per flag and folder. The newest says what the person wants; older ones that say otherwise, or the same once more, are
 * settled by it. An intent whose message has left its folder follows it; one whose message is nowhere waits.
 *
 * @returns whether something is left to be done before what follows.
 */
function planFlags<Place extends PlaceNow>(
  intents: readonly FlagIntent[],
  places: readonly Place[],
  plan: PushPlan<Place>,
): boolean {
  let waits = false;
  const real = places.filter(({ labelOf }) => labelOf === null);
  for (const wish of Map.groupBy(intents, ({ flag }) => flag).values()) {
    const newest = wish.at(-1);
    const unmet = new Set(real.map(({ folderId }) => folderId));
    const nowhere = unmet.size === 0;
    // What may have been sent has to be sent against, whatever the stored flags say.
    const unsure = wish.some(({ pushing }) => pushing);
    const push = (intent: FlagIntent, folderId: number): void => {
      const here = real.filter((place) => place.folderId === folderId);
      const differing = here.filter(
        (place) => unsure || place.flags.has(intent.flag) !== (intent.value === 1),
      );
      if (differing.length === 0) plan.alike.push(intent.id);
      else waits = true;
      for (const place of differing) plan.flags.push({ intent, place });
    };
    const wandering: FlagIntent[] = [];
    for (const intent of wish.toReversed()) {
      if (intent.value !== newest?.value) plan.superseded.push(intent.id);
      else if (intent.folderId !== null && unmet.delete(intent.folderId)) push(intent, intent.folderId);
      else wandering.push(intent);
    }
    for (const intent of wandering) {
      const [folderId] = unmet;
      if (folderId !== undefined) {
        unmet.delete(folderId);
        push(intent, folderId);
      } else if (nowhere && intent === wandering[0]) waits = true;
      else plan.superseded.push(intent.id);
    }
  }
  return waits;
}

/** @returns whether something is left to be done before what follows. */
function planFilings<Place extends PlaceNow>(
  filings: readonly OpenFiling[],
  places: readonly Place[],
  unlisted: ReadonlySet<number>,
  plan: PushPlan<Place>,
): boolean {
  const taken = new Set<Place>();
  const open: OpenFiling[] = [];
  const waiting: OpenFiling[] = [];
  for (const filing of filings) {
    if (
      open.some((earlier) => dependsOn(filing, earlier)) ||
      waiting.some((earlier) => earlier.folderId === filing.folderId)
    ) {
      open.push(filing);
      waiting.push(filing);
      continue;
    }
    const place = firstSource(filing, places, taken);
    if (filing.kind === 'move' && filing.targetId === null) {
      plan.gone.push(filing.id);
      continue;
    }
    if (!place) {
      if (filing.folderId !== null && unlisted.has(filing.folderId)) open.push(filing);
      else plan.gone.push(filing.id);
      continue;
    }
    if (isLabelled(filing)) {
      // It stays where it is: another may be given to it as well.
      if (places.some(({ folderId, uid }) => folderId === filing.targetId && uid === place.uid)) {
        plan.alike.push(filing.id);
        continue;
      }
    } else taken.add(place);
    open.push(filing);
    plan.filings.push({ intent: filing, place });
  }
  return open.length > 0;
}

/** The one brings the message to where the other takes it from, or must have taken it from where the other brings it. */
function dependsOn(later: OpenFiling, earlier: OpenFiling): boolean {
  return (
    (later.folderId !== null && later.folderId === earlier.targetId) ||
    (later.targetId !== null && later.targetId === earlier.folderId)
  );
}

/** The place that the intent names; where the folder was numbered anew, the message's other place there. */
function firstSource<Place extends PlaceNow>(
  { folderId, uid }: OpenFiling,
  places: readonly Place[],
  taken: ReadonlySet<Place>,
): Place | undefined {
  const here = places.filter((place) => place.folderId === folderId && !taken.has(place));
  return here.find((place) => place.uid === uid) ?? here[0];
}
