/**
 * What becomes of one account. Whoever decides it sees no mail by it: handing over to oneself owes a reason, and is announced
 * (docs/decisions/0019).
 */
import { type AccountFate, Failure } from '@mailroom/model';
import type { Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import type { Write } from '../database/context.ts';
import type { AccountsTable } from '../database/tables/accounts.ts';
import { tellOutgoing } from '../outbox/outbox-port.ts';
import { isActivePerson } from '../shares/active-person.ts';
import type { DoStep, StepDone } from './step.ts';

type Row = Selectable<AccountsTable>;
type Settle<Kind> = (
  change: Write,
  row: Row,
  by: MailScope,
  fate: Extract<AccountFate, { kind: Kind }>,
) => Promise<StepDone>;

/** States in which a runner is at work, or waits for its owner. */
const running: readonly string[] = ['syncing', 'watching', 'waiting', 'reconnect', 'blocked'];

const notSent: readonly string[] = ['queued', 'composed', 'waiting'];

export const settleAccount: DoStep = async (change, { personId, by, account }) => {
  const row = await change.db
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', account?.id ?? 0)
    .where('owner', '=', personId)
    .where('state', '!=', 'unlinking')
    .executeTakeFirst();
  if (!row || !account) return { outcome: { instead: 'gone' }, tell: [] };
  const { fate } = account;
  switch (fate.kind) {
    case 'hand-over':
      return handOver(change, row, by, fate);
    case 'keep':
      return keep(change, row, by, fate);
    case 'purge':
      return purge(change, row, by, fate);
  }
};

const handOver: Settle<'hand-over'> = async (change, row, by, { to, reason }) => {
  const { db, changes } = change;
  const hindrance = await hindranceOf(change, row, to);
  if (hindrance !== null) {
    const kept = await keep(change, row, by, { kind: 'keep', until: null });
    return { ...kept, outcome: { ...kept.outcome, instead: hindrance } };
  }
  await db
    .deleteFrom('account_shares')
    .where('account_id', '=', row.id)
    .where('person_id', '=', to)
    .execute();
  await db
    .deleteFrom('conversation_shares')
    .where('account_id', '=', row.id)
    .where('person_id', '=', to)
    .execute();
  await closeGlasses(change, row.id, to);
  await db
    .updateTable('accounts')
    .set({ owner: to, purge_at: null, asked_at: null, ...(await stateForHeir(change, row)) })
    .where('id', '=', row.id)
    .execute();
  changes.account(row.id, to, 'put');
  await record(change, {
    ...actorOf(by),
    action: 'account.handed-over',
    accountId: row.id,
    subject: { kind: 'person', id: to },
    detail: { address: row.address, from: row.owner, ...(reason === null ? {} : { reason }) },
  });
  const announced = to === by.personId ? await otherAdministrators(change, to) : [];
  return { outcome: {}, tell: [row.owner, to, ...announced] };
};

/** A mailbox is linked once by each person, and owned by somebody who can sign in. */
async function hindranceOf({ db }: Write, row: Row, to: string): Promise<'heir-gone' | 'heir-has-it' | null> {
  if (!(await isActivePerson(db, to))) return 'heir-gone';
  const same = await db
    .selectFrom('accounts')
    .select('id')
    .where('owner', '=', to)
    .where('provider', '=', row.provider)
    .where('provider_key', '=', row.provider_key)
    .executeTakeFirst();
  return same ? 'heir-has-it' : null;
}

/** One that was kept goes on; one whose sign-in was deleted waits for the heir's. */
async function stateForHeir({ db }: Write, row: Row): Promise<Partial<Row>> {
  if (row.access !== 'organisation') {
    const credentials = await db
      .selectFrom('credentials')
      .select(['imap_password', 'refresh_token'])
      .where('account_id', '=', row.id)
      .executeTakeFirst();
    if (!credentials || (credentials.imap_password === null && credentials.refresh_token === null)) {
      const failure = new Failure({ origin: 'person', kind: 'grant-ended', next: { do: 'reconnect' } });
      return { state: 'reconnect', paused_by: null, failure: JSON.stringify(failure.toWire()) };
    }
  }
  return row.state === 'paused' && row.paused_by === 'administrator'
    ? { state: 'syncing', paused_by: null }
    : {};
}

const keep: Settle<'keep'> = async (change, row, by, { until }) => {
  const stopped = await rest(change, row, until);
  await record(change, {
    ...actorOf(by),
    action: 'account.kept',
    accountId: row.id,
    detail: { address: row.address, until },
  });
  return { outcome: { stopped }, tell: [row.owner] };
};

const purge: Settle<'purge'> = async (change, row, by, { on }) => {
  const { db } = change;
  const stopped = await rest(change, row, on);
  const shares = await db
    .deleteFrom('account_shares')
    .where('account_id', '=', row.id)
    .returning('id')
    .execute();
  const conversations = await db
    .deleteFrom('conversation_shares')
    .where('account_id', '=', row.id)
    .returning('id')
    .execute();
  await closeGlasses(change, row.id, null);
  await db
    .updateTable('credentials')
    .set({
      imap_password: null,
      smtp_password: null,
      access_token: null,
      access_expires_at: null,
      refresh_token: null,
      token_version: (eb) => eb('token_version', '+', 1),
    })
    .where('account_id', '=', row.id)
    .execute();
  await record(change, {
    ...actorOf(by),
    action: 'account.purge-planned',
    accountId: row.id,
    detail: { address: row.address, on },
  });
  return {
    outcome: { stopped, shares: shares.length, conversations: conversations.length },
    tell: [row.owner],
  };
};

/** Nothing is fetched or sent for an account that nobody answers for. @returns messages that were to be sent and are not */
async function rest(change: Write, row: Row, until: string | null): Promise<number> {
  const { db, changes } = change;
  await db
    .updateTable('accounts')
    .set({
      purge_at: until === null ? null : Date.parse(`${until}T00:00:00Z`),
      asked_at: null,
      ...(running.includes(row.state) || row.state === 'paused'
        ? {
            state: 'paused',
            paused_by: 'administrator',
            failure: null,
            progress: null,
            next_sync_at: null,
            unwell_since: null,
          }
        : {}),
    })
    .where('id', '=', row.id)
    .execute();
  changes.account(row.id, row.owner, 'put');
  const failure = new Failure({ origin: 'administrator', kind: 'account-paused' });
  const stopped = await db
    .updateTable('outgoing')
    .set({ state: 'failed', failure: JSON.stringify(failure.toWire()), wait_until: null })
    .where('account_id', '=', row.id)
    .where('state', 'in', notSent)
    .returning(['id', 'account_id', 'conversation_id'])
    .execute();
  for (const message of stopped) tellOutgoing(change, message.id, message);
  return stopped.length;
}

/** @param personId whose; null: everybody's */
async function closeGlasses({ db, now }: Write, accountId: number, personId: string | null): Promise<void> {
  await db
    .updateTable('break_glass')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$if(personId !== null, (query) => query.where('person_id', '=', personId ?? ''))
    .execute();
}

async function otherAdministrators({ db }: Write, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('auth_people')
    .select('id')
    .where('role', '=', 'administrator')
    .where('deactivatedAt', 'is', null)
    .where('id', '!=', personId)
    .execute();
  return rows.map(({ id }) => id);
}
