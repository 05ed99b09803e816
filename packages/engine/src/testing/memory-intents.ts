import type { FlagPush, IntentPort } from '../ports/intents.ts';

/** Intents in memory: what is left to push, and how each ended. */
export class MemoryIntents implements IntentPort {
  pushes: FlagPush[] = [];
  readonly settled: { ids: readonly number[]; outcome: Parameters<IntentPort['settle']>[1] }[] = [];

  async nextPushes(): Promise<FlagPush[]> {
    return structuredClone(this.pushes);
  }

  async settle(ids: readonly number[], outcome: Parameters<IntentPort['settle']>[1]): Promise<void> {
    this.settled.push({ ids, outcome });
    this.pushes = this.pushes.filter(({ intentIds }) => !intentIds.some((id) => ids.includes(id)));
  }
}
