/** Which intents are still to be pushed, and where: a pure decision over what is stored. */

export interface OpenIntent {
  id: number;
  messageId: number;
  /** Where its push goes; null when the message had no place. */
  folderId: number | null;
  flag: string;
  value: number;
}

export interface PushPlan {
  /** To be pushed to this folder. */
  push: { intent: OpenIntent; folderId: number }[];
  /** Said again or taken back by a newer one. */
  superseded: number[];
}

/**
 * One intent per message, flag and folder. The newest says what the person wants; older ones that say otherwise, or the same once
 * more, are settled by it. An intent whose message has left its folder follows it; one whose message is nowhere waits.
 *
 * @param intents oldest first.
 * @param folders of each message, where it has a place now.
 */
export function planPushes(
  intents: readonly OpenIntent[],
  folders: ReadonlyMap<number, ReadonlySet<number>>,
): PushPlan {
  const plan: PushPlan = { push: [], superseded: [] };
  const wishes = Map.groupBy(intents, ({ messageId, flag }) => `${messageId} ${flag}`);
  for (const wish of wishes.values()) {
    const newest = wish.at(-1);
    const unmet = new Set(newest && folders.get(newest.messageId));
    const nowhere = unmet.size === 0;
    const wandering: OpenIntent[] = [];
    for (const intent of wish.toReversed()) {
      if (intent.value !== newest?.value) plan.superseded.push(intent.id);
      else if (intent.folderId !== null && unmet.delete(intent.folderId)) {
        plan.push.push({ intent, folderId: intent.folderId });
      } else wandering.push(intent);
    }
    for (const intent of wandering) {
      const [folderId] = unmet;
      if (folderId !== undefined) {
        unmet.delete(folderId);
        plan.push.push({ intent, folderId });
      } else if (!nowhere || intent !== wandering[0]) plan.superseded.push(intent.id);
    }
  }
  plan.push.sort((a, b) => a.intent.id - b.intent.id);
  return plan;
}
