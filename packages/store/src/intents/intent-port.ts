import type {
  CopiedTo,
  DeletePush,
  IntentPort,
  MovedMessage,
  MoveStep,
  Push,
  Removal,
  TargetBefore,
} from '@mailroom/engine/ports/index';
import type { FailureWire } from '@mailroom/model';
import { type StoreContext, write } from '../database/context.ts';
import { runEach } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import { rowNumber } from '../database/row-id.ts';
import { giveUp, postpone } from './give-up.ts';
import { markedPushes } from './left-marked.ts';
import { hasOpenIntents, nextPushes } from './next-pushes.ts';
import { settle, settleGone, settleMoved } from './settle.ts';

/** Each method is one transaction. */
export class StoredIntents implements IntentPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async nextPushes(accountId: string): Promise<Push[]> {
    const account = rowNumber(accountId) ?? 0;
    // Asked for at every step of a synchronisation, and nearly always in vain: a transaction that writes is one that others wait for.
    if (!(await hasOpenIntents(this.#context.db, account))) return [];
    return write(this.#context, (change) => nextPushes(change, account));
  }

  async markedPushes(accountId: string): Promise<DeletePush[]> {
    return write(this.#context, (change) => markedPushes(change, rowNumber(accountId) ?? 0));
  }

  async beginMoves(intentIds: readonly number[], target: TargetBefore): Promise<number[]> {
    const journal = JSON.stringify({ at: 'copying', target } satisfies MoveStep);
    return write(this.#context, async ({ db }) => {
      const begun: number[] = [];
      for (const ids of inChunks(intentIds, 5000)) {
        const rows = await db
          .updateTable('intents')
          .set({ state: 'pushing', journal })
          .where('id', 'in', ids)
          .where('state', 'in', ['pending', 'pushing'])
          .returning('id')
          .execute();
        begun.push(...rows.map(({ id }) => id));
      }
      return begun;
    });
  }

  async saveCopies(copies: readonly { intentId: number; copy: CopiedTo }[]): Promise<void> {
    if (copies.length === 0) return;
    await write(this.#context, async ({ db }) => {
      await runEach(
        db,
        'update intents set journal = ? where id = ?',
        copies.map(({ intentId, copy }) => [
          JSON.stringify({ at: 'copied', copy } satisfies MoveStep),
          intentId,
        ]),
      );
    });
  }

  async settle(intentIds: readonly number[]): Promise<void> {
    await write(this.#context, (change) => settle(change, intentIds));
  }

  async settleMoved(moved: readonly MovedMessage[]): Promise<void> {
    if (moved.length === 0) return;
    await write(this.#context, (change) => settleMoved(change, moved));
  }

  async settleGone(intentIds: readonly number[], removal: Removal): Promise<void> {
    await write(this.#context, (change) => settleGone(change, intentIds, removal));
  }

  async giveUp(intentIds: readonly number[], failure: FailureWire): Promise<void> {
    await write(this.#context, (change) => giveUp(change, intentIds, failure));
  }

  async postpone(intentIds: readonly number[], failure: FailureWire): Promise<void> {
    await write(this.#context, (change) => postpone(change, intentIds, failure));
  }
}
