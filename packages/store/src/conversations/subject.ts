/** Answers that name no message they answer: what is stored to find them by, and what the engine's `subjectJoins` is asked. */
import type { Arrival } from '@mailroom/engine/ports/index';
import {
  baseSubject,
  type JoinReason,
  type SubjectMessage,
  subjectJoins,
  subjectWindow,
  type ThreadIds,
} from '@mailroom/engine/thread/index';
import type { MailAddress } from '@mailroom/model';
import type { Transaction } from 'kysely';
import { allOfEach, firstOfEach } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';
import { idsPerFortnight, idsReceived } from '../messages/message-id.ts';
import { threadKey } from './thread-key.ts';

export interface SubjectColumns {
  /** `threadKey` of the base subject. Null where there is none, or where the server threads mail itself. */
  subject_key: number | null;
  loose: 0 | 1;
}

/** A message as it is grouped, with the number it will have. */
export interface ArrivingSubject extends Omit<SubjectMessage, 'people'> {
  key: number;
  /** Lower-case addresses, the account's own among them. */
  people: readonly string[];
}

/** Of 10,000 recipients the first ones tell as much. */
const mostPeople = 50;

export function subjectColumns(
  arrival: Arrival,
  { ancestors }: Pick<ThreadIds, 'ancestors'>,
): SubjectColumns {
  if (arrival.threadId !== null) return { subject_key: null, loose: 0 };
  const { base, answer } = baseSubject(arrival.subject);
  if (base === '') return { subject_key: null, loose: 0 };
  return { subject_key: threadKey(base), loose: answer && ancestors.length === 0 ? 1 : 0 };
}

function addresses(lists: readonly (readonly MailAddress[])[]): string[] {
  return lists
    .flat()
    .slice(0, mostPeople)
    .map(({ address }) => address.toLowerCase());
}

/** Undefined for a message that the rule passes over. */
export function arrivingSubject(
  id: number,
  arrival: Arrival,
  { subject_key: key, loose }: SubjectColumns,
): ArrivingSubject | undefined {
  if (key === null) return undefined;
  const people = addresses([arrival.from, arrival.to, arrival.cc]);
  return { id, key, loose: loose === 1, receivedAt: arrival.receivedAt.getTime(), people };
}

export interface SubjectLinks {
  /** Pairs of messages, arriving or stored, that are of one conversation. */
  pairs: [number, number][];
  /** Messages whose reason is their subject. */
  joined: number[];
  /** Where the stored ones among them stand: the conversation that their thread's keys lead to. */
  stored: Map<number, number>;
}

const askedBefore = `select subject_key from messages
  where account_id = ? and loose = 1 and subject_key = ? and id >= ? and id < ? limit 1`;

/** Subjects that an arriving message or a stored one of the time around asks about: mostly none, and then nothing more is read. */
async function askedAbout(
  db: Transaction<Tables>,
  accountId: number,
  arriving: readonly ArrivingSubject[],
  [from, to]: readonly [number, number],
): Promise<Set<number>> {
  const asked = new Set(arriving.flatMap(({ key, loose }) => (loose ? [key] : [])));
  const others = [...new Set(arriving.map(({ key }) => key))].filter((key) => !asked.has(key));
  const rows = await firstOfEach(
    db,
    askedBefore,
    others.map((key) => [accountId, key, from, to]),
  );
  for (const [at, key] of others.entries()) if (rows[at]) asked.add(key);
  return asked;
}

/** Which arriving and stored messages their subjects tie together. */
export async function subjectLinks(
  db: Transaction<Tables>,
  accountId: number,
  arriving: readonly ArrivingSubject[],
): Promise<SubjectLinks> {
  const links: SubjectLinks = { pairs: [], joined: [], stored: new Map() };
  if (arriving.length === 0) return links;
  const times = arriving.map(({ receivedAt }) => receivedAt);
  const [first, last] = [
    times.reduce((a, b) => Math.min(a, b)) - subjectWindow,
    times.reduce((a, b) => Math.max(a, b)) + subjectWindow,
  ];
  const range = idsReceived(new Date(first), new Date(last));
  const asked = await askedAbout(db, accountId, arriving, range);
  if (asked.size === 0) return links;

  const byKey = Map.groupBy(
    arriving.filter(({ key }) => asked.has(key)),
    ({ key }) => key,
  );
  const own = await ownAddresses(db, accountId);
  for (const [key, arrivals] of byKey) {
    const messages = [...arrivals.map(({ people, ...rest }) => ({ ...rest, people: others(people, own) }))];
    const known = new Set(messages.map(({ id }) => id));
    for (const row of await ofSubject(db, accountId, key, arrivals)) {
      if (known.has(row.id)) continue;
      links.stored.set(row.id, row.thread);
      messages.push({ key, ...row, people: others(row.people, own) });
    }
    const { pairs, joined } = subjectJoins(messages);
    links.pairs.push(...pairs);
    links.joined.push(...joined);
  }
  return links;
}

/** Answers that their subject alone holds in their conversation say so. */
export async function rememberSubjectJoins(
  db: Transaction<Tables>,
  joined: ReadonlySet<number>,
): Promise<void> {
  for (const ids of inChunks([...joined], 5000)) {
    await db
      .updateTable('messages')
      .set({ joined: 'subject' satisfies JoinReason })
      .where('id', 'in', ids)
      .execute();
  }
}

interface SameSubject {
  id: number;
  received_at: number;
  loose: number;
  from: string;
  to: string;
  cc: string;
  thread: number;
}

/** In the words of the index `messages_subject`. */
const sameSubject = `select m.id, m.received_at, m.loose, m."from", m."to", m.cc, coalesce(c.part_of, c.id) as thread
  from messages m join conversations c on c.id = m.conversation_id
  where m.account_id = ? and m.id / ${idsPerFortnight} = ? and m.subject_key = ?`;

/** Stored messages with the subject of these, of the fortnights around them. */
async function ofSubject(
  db: Transaction<Tables>,
  accountId: number,
  key: number,
  arrivals: readonly ArrivingSubject[],
): Promise<(SubjectMessage & { thread: number })[]> {
  const fortnights = new Set(
    arrivals
      .map(({ id }) => Math.floor(id / idsPerFortnight))
      .flatMap((fortnight) => [fortnight - 1, fortnight, fortnight + 1]),
  );
  const rows = await allOfEach<SameSubject>(
    db,
    sameSubject,
    [...fortnights].map((fortnight) => [accountId, fortnight, key]),
  );
  return rows.flat().map((row) => ({
    id: row.id,
    receivedAt: row.received_at,
    loose: row.loose === 1,
    people: addresses([row.from, row.to, row.cc].map((list) => fromJson<MailAddress[]>(list))),
    thread: row.thread,
  }));
}

/** The account is on all of its mail, so its own address ties nothing together. */
async function ownAddresses(db: Transaction<Tables>, accountId: number): Promise<ReadonlySet<string>> {
  const row = await db
    .selectFrom('accounts')
    .select(['address', 'signed_in_as'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  return new Set([row?.address, row?.signed_in_as].flatMap((address) => address?.toLowerCase() ?? []));
}

function others(people: readonly string[], own: ReadonlySet<string>): string[] {
  return people.filter((person) => !own.has(person));
}
