/** An outgoing's row as the engine's `OutgoingRecord` and as the model's `Outgoing`. */
import type { OutgoingRecord } from '@mailroom/engine/ports/index';
import {
  type Delivery,
  deliveryState,
  type MailAddress,
  type Outgoing,
  outgoingState,
} from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import { failureOf, timeText } from '../accounts/account-row.ts';
import { fromJson } from '../database/json.ts';
import type { OutgoingTable } from '../database/tables/wishes.ts';
import type { Tables } from '../database/tables.ts';

export type OutgoingRow = Selectable<OutgoingTable>;
type Headers = Omit<OutgoingRow, 'raw' | 'html' | 'text'>;

/** All columns but the bodies, which no list shows. */
export const headerColumns = [
  'id',
  'account_id',
  'person_id',
  'conversation_id',
  'state',
  'from',
  'to',
  'cc',
  'bcc',
  'subject',
  'snippet',
  'in_reply_to',
  'references',
  'message_id',
  'server_message_id',
  'attempts',
  'failure',
  'wait_until',
  'created_at',
  'sent_at',
] as const satisfies (keyof Headers)[];

export async function deliveriesOf(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<Map<number, Delivery[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('outgoing_id', 'in', ids)
    .orderBy('outgoing_id')
    .orderBy('position')
    .execute();
  const deliveries = new Map<number, Delivery[]>();
  for (const [id, own] of Map.groupBy(rows, (row) => row.outgoing_id)) {
    deliveries.set(
      id,
      own.map((row) => ({
        recipient: row.recipient,
        state: deliveryState.parse(row.state),
        failure: failureOf(row.failure),
      })),
    );
  }
  return deliveries;
}

export function toOutgoing(row: Headers, deliveries: Delivery[]): Outgoing {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    conversationId: row.conversation_id === null ? null : String(row.conversation_id),
    to: fromJson<MailAddress[]>(row.to),
    cc: fromJson<MailAddress[]>(row.cc),
    bcc: fromJson<MailAddress[]>(row.bcc),
    subject: row.subject,
    snippet: row.snippet,
    state: outgoingState.parse(row.state),
    failure: failureOf(row.failure),
    heldUntil: row.state === 'waiting' && row.failure === null ? timeText(row.wait_until) : null,
    deliveries,
    createdAt: new Date(row.created_at).toISOString(),
    sentAt: timeText(row.sent_at),
  };
}

export function toOutgoingRecord(row: OutgoingRow, deliveries: Delivery[]): OutgoingRecord {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    state: outgoingState.parse(row.state),
    from: fromJson<MailAddress>(row.from),
    to: fromJson<MailAddress[]>(row.to),
    cc: fromJson<MailAddress[]>(row.cc),
    bcc: fromJson<MailAddress[]>(row.bcc),
    subject: row.subject,
    html: row.html,
    text: row.text,
    inReplyTo: row.in_reply_to,
    references: fromJson<string[]>(row.references),
    recipients: deliveries.filter(({ state }) => state !== 'accepted').map(({ recipient }) => recipient),
    messageId: row.message_id,
    raw: row.raw,
    attempts: row.attempts,
    createdAt: new Date(row.created_at),
  };
}
