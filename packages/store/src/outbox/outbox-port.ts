import type { DeliveryResult, OutboxPort, OutgoingRecord } from '@mailroom/engine/ports/index';
import { Failure, type FailureWire, type OutgoingState } from '@mailroom/model';
import type { Updateable } from 'kysely';
import { groupIntoConversations } from '../conversations/grouping.ts';
import { splitThreads } from '../conversations/split.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { OutgoingTable } from '../database/tables/wishes.ts';
import { tellChanged } from '../messages/after-change.ts';
import { markAnswered } from './mark-answered.ts';
import { deliveriesOf, type OutgoingRow, toOutgoingRecord } from './outgoing-row.ts';
import { copyArrived, markFiled, ownKeys } from './recognise-filed.ts';

/** Nothing has left yet, or the server has said no. */
const unsent: readonly OutgoingState[] = ['queued', 'composed', 'transmitting', 'waiting'];

export class StoredOutbox implements OutboxPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async #record(row: OutgoingRow): Promise<OutgoingRecord> {
    const deliveries = await deliveriesOf(this.#context.db, [row.id]);
    return toOutgoingRecord(row, deliveries.get(row.id) ?? []);
  }

  /** One whose wait is over is handed out as `composed`, or `queued` where it waited before it was composed. */
  async nextDue(accountId: string, now: Date): Promise<OutgoingRecord | undefined> {
    const account = rowNumber(accountId) ?? 0;
    const due = await this.#context.db
      .selectFrom('outgoing')
      .selectAll()
      .where('account_id', '=', account)
      .where(({ or, and, eb }) =>
        or([
          eb('state', 'in', ['queued', 'composed']),
          and([eb('state', '=', 'waiting'), eb('wait_until', '<=', now.getTime())]),
        ]),
      )
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!due) return undefined;
    if (due.state !== 'waiting') return this.#record(due);
    const state = due.raw === null ? 'queued' : 'composed';
    const moved = await this.#move(String(due.id), ['waiting'], { state, wait_until: null });
    return moved ? this.#record({ ...due, state, wait_until: null }) : this.nextDue(accountId, now);
  }

  async nextDueAt(accountId: string): Promise<Date | null> {
    const { earliest } = await this.#context.db
      .selectFrom('outgoing')
      .select(({ fn }) => fn.min('wait_until').as('earliest'))
      .where('account_id', '=', rowNumber(accountId) ?? 0)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    return earliest === null ? null : new Date(earliest);
  }

  async unfiled(accountId: string): Promise<OutgoingRecord[]> {
    const rows = await this.#context.db
      .selectFrom('outgoing')
      .selectAll()
      .where('account_id', '=', rowNumber(accountId) ?? 0)
      .where('state', '=', 'sent')
      .orderBy('id')
      .execute();
    return Promise.all(rows.map((row) => this.#record(row)));
  }

  async settleInterrupted(accountId: string): Promise<string[]> {
    const interrupted = await this.#context.db
      .selectFrom('outgoing')
      .select('id')
      .where('account_id', '=', rowNumber(accountId) ?? 0)
      .where('state', '=', 'transmitting')
      .execute();
    const failure = new Failure({ origin: 'mailroom', kind: 'outcome-unknown', next: { do: 'choose' } });
    const ids = interrupted.map(({ id }) => String(id));
    for (const id of ids) await this.saveUnknown(id, failure.toWire());
    return ids;
  }

  async saveComposed(id: string, composed: { raw: Uint8Array; messageId: string }): Promise<void> {
    await this.#move(id, ['queued'], {
      state: 'composed',
      raw: composed.raw,
      message_id: composed.messageId,
    });
  }

  async claimTransmission(id: string): Promise<boolean> {
    return this.#move(id, ['composed'], { state: 'transmitting' });
  }

  async saveDeliveries(id: string, results: readonly DeliveryResult[]): Promise<void> {
    const number = rowNumber(id) ?? 0;
    await write(this.#context, async (change) => {
      const { db } = change;
      const row = await db
        .selectFrom('outgoing')
        .select(['account_id', 'conversation_id'])
        .where('id', '=', number)
        .executeTakeFirst();
      if (!row) return;
      for (const { recipient, state, failure } of results) {
        await db
          .updateTable('deliveries')
          .set({ state, failure: failure && JSON.stringify(failure) })
          .where('outgoing_id', '=', number)
          .where('recipient', '=', recipient)
          .execute();
      }
      tellOutgoing(change, number, row);
    });
  }

  /**
   * Both Message-IDs become keys of the conversation, so that the Sent copy and every answer find it, whichever of them they name.
   * Becomes `filed` at once where the copy was pulled already.
   */
  async saveSent(id: string, sent: { serverMessageId: string | null; at: Date }): Promise<void> {
    const number = rowNumber(id) ?? 0;
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      const row = await db
        .updateTable('outgoing')
        .set({
          state: 'sent',
          server_message_id: sent.serverMessageId,
          sent_at: sent.at.getTime(),
          failure: null,
          wait_until: null,
        })
        .where('id', '=', number)
        .where('state', 'in', ['transmitting', 'unknown'])
        .returning([
          'account_id',
          'person_id',
          'conversation_id',
          'in_reply_to',
          'message_id',
          'server_message_id',
          'created_at',
        ])
        .executeTakeFirst();
      if (!row) return;
      await markAnswered(change, row);
      const keys = ownKeys(row);
      const { longestConversation } = this.#context;
      const grouping = await groupIntoConversations(
        db,
        row.account_id,
        [{ keys, reason: 'root', belongsTo: row.conversation_id === null ? [] : [row.conversation_id] }],
        longestConversation,
      );
      const split = await splitThreads(db, row.account_id, grouping.tooLong, longestConversation);
      changes.remove('conversation', row.account_id, [...grouping.merged, ...split.gone]);
      const [conversationId = row.conversation_id] = grouping.conversationIds;
      await db
        .updateTable('outgoing')
        .set({ conversation_id: conversationId })
        .where('id', '=', number)
        .execute();
      await tellChanged(change, {
        accountId: row.account_id,
        messages: [],
        conversations: [
          ...(grouping.merged.length > 0 && conversationId !== null ? [conversationId] : []),
          ...split.changed,
        ],
        folders: [],
      });
      tellOutgoing(change, number, { ...row, conversation_id: conversationId });
      if (await copyArrived(db, row.account_id, keys, row.created_at))
        await markFiled(change, row.account_id, [number]);
    });
  }

  async saveFiled(id: string): Promise<void> {
    await this.#move(id, ['sent'], { state: 'filed' });
  }

  async saveWaiting(id: string, until: Date, failure: FailureWire): Promise<void> {
    await this.#move(
      id,
      unsent,
      { state: 'waiting', wait_until: until.getTime(), failure: JSON.stringify(failure) },
      async ({ db }, number) => {
        await db
          .updateTable('outgoing')
          .set((row) => ({ attempts: row('attempts', '+', 1) }))
          .where('id', '=', number)
          .execute();
      },
    );
  }

  async saveFailed(id: string, failure: FailureWire): Promise<void> {
    await this.#move(id, unsent, { state: 'failed', failure: JSON.stringify(failure) });
  }

  async saveUnknown(id: string, failure: FailureWire): Promise<void> {
    const text = JSON.stringify(failure);
    await this.#move(id, ['transmitting'], { state: 'unknown', failure: text }, async ({ db }, number) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'unknown', failure: text })
        .where('outgoing_id', '=', number)
        .where('state', '=', 'pending')
        .execute();
    });
  }

  /** Changes the outgoing if it is in one of these states, and answers whether it was: no step is taken twice. */
  async #move(
    id: string,
    from: readonly OutgoingState[],
    to: Updateable<OutgoingTable>,
    also?: (change: Write, number: number) => Promise<void>,
  ): Promise<boolean> {
    const number = rowNumber(id);
    if (number === undefined) throw notFound('outgoing');
    return write(this.#context, async (change) => {
      const row = await change.db
        .updateTable('outgoing')
        .set(to)
        .where('id', '=', number)
        .where('state', 'in', from)
        .returning(['account_id', 'conversation_id'])
        .executeTakeFirst();
      if (!row) return false;
      await also?.(change, number);
      tellOutgoing(change, number, row);
      return true;
    });
  }
}

/** What is being sent shows in its conversation, so the conversation is news too. */
export function tellOutgoing(
  { changes }: Write,
  id: number,
  row: { account_id: number; conversation_id: number | null },
): void {
  changes.put('outgoing', row.account_id, [id]);
  if (row.conversation_id !== null) changes.put('conversation', row.account_id, [row.conversation_id]);
}
