/** `IntentPort` in memory: what is left to push, its journal, and how each ended. */
import type { FailureWire } from '@mailroom/model';
import type {
  CopiedTo,
  DeletePush,
  IntentPort,
  MovedMessage,
  Push,
  Removal,
  TargetBefore,
} from '../ports/intents.ts';

export type Ending =
  | { as: 'done' }
  | { as: 'moved'; copy: CopiedTo | null; original: Removal }
  | { as: 'gone'; removal: Removal }
  | { as: 'given-up' | 'postponed'; failure: FailureWire };

export class MemoryIntents implements IntentPort {
  pushes: Push[] = [];
  marked: DeletePush[] = [];
  /** In the order in which they ended. */
  readonly endings = new Map<number, Ending>();
  /** Called before each entry of the journal; a test may throw from it, as a crash would. */
  beforeNote: (what: string) => void = () => undefined;

  async nextPushes(): Promise<Push[]> {
    return structuredClone(this.pushes);
  }

  async markedPushes(): Promise<DeletePush[]> {
    return structuredClone(this.marked);
  }

  async beginMoves(ids: readonly number[], target: TargetBefore): Promise<number[]> {
    this.beforeNote('begin');
    this.#eachMoving(ids, (message) => {
      message.step = { at: 'copying', target };
    });
    return [...ids];
  }

  async saveCopies(copies: readonly { intentId: number; copy: CopiedTo }[]): Promise<void> {
    this.beforeNote('copied');
    for (const { intentId, copy } of copies) {
      this.#eachMoving([intentId], (message) => {
        message.step = { at: 'copied', copy };
      });
    }
  }

  async settle(ids: readonly number[]): Promise<void> {
    this.#end(ids, { as: 'done' });
  }

  async settleMoved(moved: readonly MovedMessage[]): Promise<void> {
    if (moved.length > 0) this.beforeNote('moved');
    for (const { intentId, copy, original } of moved) this.#end([intentId], { as: 'moved', copy, original });
  }

  async settleGone(ids: readonly number[], removal: Removal): Promise<void> {
    this.beforeNote('gone');
    this.#end(ids, { as: 'gone', removal });
  }

  async giveUp(ids: readonly number[], failure: FailureWire): Promise<void> {
    this.#end(ids, { as: 'given-up', failure });
  }

  async postpone(ids: readonly number[], failure: FailureWire): Promise<void> {
    for (const id of ids) this.endings.set(id, { as: 'postponed', failure });
  }

  #end(ids: readonly number[], ending: Ending): void {
    const ended = new Set(ids);
    for (const id of ids) this.endings.set(id, ending);
    this.pushes = this.pushes.flatMap((push): Push[] => {
      if (push.kind !== 'move') return push.intentIds.some((id) => ended.has(id)) ? [] : [push];
      const messages = push.messages.filter(({ intentId }) => !ended.has(intentId));
      return messages.length > 0 ? [{ ...push, messages }] : [];
    });
  }

  #eachMoving(
    ids: readonly number[],
    note: (message: Extract<Push, { kind: 'move' }>['messages'][number]) => void,
  ): void {
    for (const push of this.pushes) {
      if (push.kind !== 'move') continue;
      for (const message of push.messages) if (ids.includes(message.intentId)) note(message);
    }
  }
}
