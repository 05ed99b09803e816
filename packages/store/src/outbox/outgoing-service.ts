/** Outgoing mail as people hand it over, watch it, and decide to send it again. */
import { threadIds } from '@mailroom/engine/thread/index';
import {
  type AccessLevel,
  Failure,
  type MailAddress,
  type Outgoing,
  type OutgoingInput,
} from '@mailroom/model';
import type { Transaction } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { readable } from '../access/readable.ts';
import { holds, notAllowed, requireLevel } from '../access/require-level.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { readPolicy } from '../organisation/organisation.ts';
import { fingerprint } from '../secrets/fingerprint.ts';
import { tellOutgoing } from './outbox-port.ts';
import { deliveriesOf, headerColumns, toOutgoing } from './outgoing-row.ts';

const snippetLength = 200;
/** A client that tries again after longer than this has forgotten why. */
const keyLifetime = 30 * 24 * 60 * 60_000;

interface Answered {
  conversationId: number | null;
  inReplyTo: string | null;
  references: string[];
}

export class OutgoingService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Hands a message over for sending, as `queued`, or held for as long as the organisation lets it be taken back. Its HTML must be sanitised
   * already.
   *
   * @param key of the request (`Idempotency-Key`), or null: the same key of the same person answers the same outgoing.
   * @throws Failure not-found for an account or an answered message outside the scope; not-allowed for an account that may not be sent
   *   as; conflict when the key came with another
   *   message before.
   */
  async create(scope: MailScope, key: string | null, input: OutgoingInput): Promise<Outgoing> {
    const requestHash = fingerprint(JSON.stringify(input));
    return write(this.#context, async (change) => {
      const known = key === null ? undefined : await knownKey(change, scope.personId, key);
      if (known) {
        if (known.request_hash !== requestHash) throw conflict({ noun: 'idempotency-key' });
        return one(change.db, await requireOutgoing(change.db, scope, String(known.outgoing_id)));
      }
      const id = await insert(change, scope, input);
      if (key !== null) {
        await change.db
          .insertInto('idempotency_keys')
          .values({
            person_id: scope.personId,
            key,
            request_hash: requestHash,
            outgoing_id: id,
            created_at: change.now,
          })
          .execute();
      }
      return one(change.db, id);
    });
  }

  /** @throws Failure not-found */
  async read(scope: MailScope, id: string): Promise<Outgoing> {
    return read(this.#context, async (db) => one(db, await requireOutgoing(db, scope, id)));
  }

  /** What is not finished, ended otherwise than sent, or did not reach all its recipients; newest first. */
  async list(scope: MailScope): Promise<Outgoing[]> {
    return read(this.#context, async (db) => {
      const rows = await db
        .selectFrom('outgoing')
        .select(headerColumns)
        .where('account_id', 'in', scope.accountIds)
        .where(({ or, exists, eb, selectFrom }) =>
          or([
            eb('state', 'not in', ['sent', 'filed']),
            exists(
              selectFrom('deliveries')
                .select('deliveries.position')
                .whereRef('deliveries.outgoing_id', '=', 'outgoing.id')
                .where('deliveries.state', 'in', ['refused', 'unknown']),
            ),
          ]),
        )
        .orderBy('id', 'desc')
        .execute();
      const deliveries = await deliveriesOf(
        db,
        rows.map(({ id }) => id),
      );
      return rows.map((row) => toOutgoing(row, deliveries.get(row.id) ?? []));
    });
  }

  /**
   * Takes back a message that is held: it never was.
   *
   * @throws Failure not-found; not-allowed; conflict once it is on its way
   */
  async withdraw(scope: MailScope, id: string): Promise<void> {
    await write(this.#context, async ({ db, changes }) => {
      const number = await requireOutgoing(db, scope, id, 'send');
      const held = await db
        .deleteFrom('outgoing')
        .where('id', '=', number)
        .where('state', '=', 'waiting')
        .where('failure', 'is', null)
        .returning(['account_id', 'conversation_id'])
        .executeTakeFirst();
      if (!held) throw conflict({ noun: 'outgoing', state: 'sending' });
      changes.remove('outgoing', held.account_id, [number]);
      if (held.conversation_id !== null) changes.put('conversation', held.account_id, [held.conversation_id]);
    });
  }

  /**
   * A person decides to send again to those recipients that the message did not, or may not, have reached.
   *
   * @throws Failure not-found; conflict unless it failed, its outcome is unknown, or a recipient was refused.
   */
  async resend(scope: MailScope, id: string): Promise<Outgoing> {
    return write(this.#context, async (change) => {
      const { db } = change;
      const number = await requireOutgoing(db, scope, id, 'send');
      const row = await db
        .selectFrom('outgoing')
        .select(['state', 'account_id', 'conversation_id', 'message_id'])
        .where('id', '=', number)
        .executeTakeFirstOrThrow();
      const { numUpdatedRows: undelivered } = await db
        .updateTable('deliveries')
        .set({ state: 'pending', failure: null })
        .where('outgoing_id', '=', number)
        .where('state', 'in', ['refused', 'unknown'])
        .executeTakeFirst();
      const ended = row.state === 'failed' || row.state === 'unknown';
      const partly = (row.state === 'sent' || row.state === 'filed') && undelivered > 0n;
      if (!ended && !partly) throw conflict({ noun: 'outgoing', state: row.state });
      await db
        .updateTable('outgoing')
        .set({ state: row.message_id === null ? 'queued' : 'composed', failure: null, attempts: 0 })
        .where('id', '=', number)
        .execute();
      tellOutgoing(change, number, row);
      await noteSent(change, scope, row.account_id, number);
      return one(db, number);
    });
  }
}

async function knownKey({ db, now }: Write, personId: string, key: string) {
  await db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', now - keyLifetime)
    .execute();
  return db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'outgoing_id'])
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .executeTakeFirst();
}

async function insert(change: Write, scope: MailScope, input: OutgoingInput): Promise<number> {
  const { db, now } = change;
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'address', 'name'])
    .where('id', '=', requireLevel(scope, input.accountId, 'send'))
    .executeTakeFirst();
  if (!account) throw notFound('account');
  const answered = await answeredMessage(db, scope, account.id, input.inReplyTo);
  const { undoSeconds } = await readPolicy(db);
  const from: MailAddress = { name: account.name, address: account.address };
  const row = await db
    .insertInto('outgoing')
    .values({
      account_id: account.id,
      person_id: scope.personId,
      conversation_id: answered.conversationId,
      ...(undoSeconds > 0
        ? { state: 'waiting', wait_until: now + undoSeconds * 1_000 }
        : { state: 'queued' }),
      from: JSON.stringify(from),
      to: JSON.stringify(input.to),
      cc: JSON.stringify(input.cc),
      bcc: JSON.stringify(input.bcc),
      subject: input.subject,
      html: input.html,
      text: input.text,
      snippet: input.text.replace(/\s+/g, ' ').trim().slice(0, snippetLength),
      in_reply_to: answered.inReplyTo,
      references: JSON.stringify(answered.references),
      created_at: now,
    })
    .returning(['id', 'account_id', 'conversation_id'])
    .executeTakeFirstOrThrow();
  const deliveries = distinctRecipients(input).map((recipient, position) => ({
    outgoing_id: row.id,
    position,
    recipient,
    state: 'pending',
  }));
  for (const chunk of inChunks(deliveries)) await db.insertInto('deliveries').values(chunk).execute();
  tellOutgoing(change, row.id, row);
  await noteSent(change, scope, account.id, row.id);
  return row.id;
}

/** Each address once, as first spelled, however often and wherever it is named. */
function distinctRecipients({ to, cc, bcc }: OutgoingInput): string[] {
  const recipients = new Map<string, string>();
  for (const { address } of [...to, ...cc, ...bcc]) {
    if (!recipients.has(address.toLowerCase())) recipients.set(address.toLowerCase(), address);
  }
  return [...recipients.values()];
}

/** Message-ID and References of the answered message; its conversation only where the answer is sent from the same account. */
async function answeredMessage(
  db: Transaction<Tables>,
  scope: MailScope,
  accountId: number,
  messageId: string | null,
): Promise<Answered> {
  if (messageId === null) return { conversationId: null, inReplyTo: null, references: [] };
  const row = await db
    .selectFrom('messages')
    .select(['account_id', 'conversation_id', 'message_id', 'references'])
    .where('id', '=', rowNumber(messageId) ?? 0)
    .where(readable(scope))
    .executeTakeFirst();
  if (!row) throw notFound('message');
  const { own } = threadIds({ messageId: row.message_id, inReplyTo: [], references: [] });
  return {
    conversationId: row.account_id === accountId ? row.conversation_id : null,
    inReplyTo: own === null ? null : `<${own}>`,
    references: fromJson<string[]>(row.references).map((id) => `<${id}>`),
  };
}

/** Whoever sends as somebody else's account is on record. */
async function noteSent(change: Write, scope: MailScope, accountId: number, id: number): Promise<void> {
  if (holds(scope, accountId, 'own')) return;
  const detail = { outgoing: String(id) };
  await record(change, { ...actorOf(scope), action: 'account.sent-by-other', accountId, detail });
}

async function requireOutgoing(
  db: Transaction<Tables>,
  scope: MailScope,
  id: string,
  level: AccessLevel = 'read',
): Promise<number> {
  const row = await db
    .selectFrom('outgoing')
    .select(['id', 'account_id'])
    .where('id', '=', rowNumber(id) ?? 0)
    .where('account_id', 'in', scope.accountIds)
    .executeTakeFirst();
  if (!row) throw notFound('outgoing');
  if (!holds(scope, row.account_id, level)) throw notAllowed(level);
  return row.id;
}

async function one(db: Transaction<Tables>, id: number): Promise<Outgoing> {
  const row = await db.selectFrom('outgoing').select(headerColumns).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Failure({ origin: 'mailroom', kind: 'unexpected', next: { do: 'retry' } });
  const deliveries = await deliveriesOf(db, [id]);
  return toOutgoing(row, deliveries.get(id) ?? []);
}
