/**
 * Searching a mailbox of generated mail in six languages: the page that the web server's thread would answer with, one to three words,
 * frequent and rare, whole and unfinished, in one folder, among unread mail, and a second page. Milliseconds by the clock; each kind
 * is some hundred different questions, asked of a store that was just opened: with the index as its filling leaves it, and once its
 * segments are merged, as they are some seconds later. Beside it, the processor's milliseconds: what remains of the former on a machine
 * that does other things as well.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@mailroom/rig/world/index';
import type { ConversationQuery, MailScope, Store } from '@mailroom/store';
import { IndexStatements } from '@mailroom/store/search/fts5';
import { openForWriting } from '@mailroom/store/search/search-file';
import { openBenchStore, personId, withMessages } from './bench-store.ts';
import { round } from './peers/mailbox.ts';
import { percentile } from './percentile.ts';
import { fillStore } from './search/archive-store.ts';

const perLanguage = 20;

export function bench(args: readonly string[]): Promise<object> {
  return withMessages(args, async (messages, directory) => {
    const file = join(directory, 'mailroom.sqlite');
    const filling = await openBenchStore(file, directory);
    const { frequencies, cpuPerMessage, mailBytes } = await fillStore(filling, messages);
    await filling.close();
    const index = join(directory, 'mailroom.search-1.sqlite');
    console.error('filled');
    const asWritten = await ask(file, directory, frequencies);
    const merging = merge(index);
    console.error('merged');
    return {
      messages,
      cpuMicrosecondsPerMessage: { ...cpuPerMessage, merging: Math.round(merging / messages) },
      indexToMailRatio: round((await stat(index)).size / mailBytes),
      asWritten,
      merged: await ask(file, directory, frequencies),
    };
  });
}

/** What the index's thread does once nothing more comes. @returns CPU microseconds */
function merge(index: string): number {
  const database = openForWriting(index);
  const statements = new IndexStatements(database);
  const before = process.cpuUsage();
  while (statements.mergeSome());
  const { user, system } = process.cpuUsage(before);
  database.close();
  return user + system;
}

type Frequencies = ReadonlyMap<Language, ReadonlyMap<string, number>>;

async function ask(file: string, directory: string, frequencies: Frequencies): Promise<object> {
  const store = await openBenchStore(file, directory);
  try {
    const scope = await store.scopeOf({ id: personId, role: 'member' });
    const kinds = questions(frequencies);
    const timed = new Map<string, Timing[]>();
    for (const [kind, queries] of kinds) timed.set(kind, await time(store, scope, queries));
    timed.set('secondPage', await timeSecondPages(store, scope, kinds.get('frequent') ?? []));
    return {
      all: figures([...timed.values()].flat()),
      kinds: Object.fromEntries([...timed].map(([kind, times]) => [kind, figures(times)])),
    };
  } finally {
    await store.close();
  }
}

/** Milliseconds of one question. */
interface Timing {
  clock: number;
  cpu: number;
}

function figures(timings: readonly Timing[]) {
  const clock = timings.map((timing) => timing.clock);
  const cpu = timings.map((timing) => timing.cpu);
  return {
    questions: timings.length,
    p50Ms: round(percentile(clock, 50)),
    p95Ms: round(percentile(clock, 95)),
    longestMs: round(percentile(clock, 100)),
    cpuP50Ms: round(percentile(cpu, 50)),
    cpuP95Ms: round(percentile(cpu, 95)),
  };
}

type Query = Partial<ConversationQuery>;

function questions(frequencies: Frequencies): Map<string, Query[]> {
  const kinds = new Map<string, Query[]>();
  const add = (kind: string, query: Query) => kinds.set(kind, [...(kinds.get(kind) ?? []), query]);
  for (const counts of frequencies.values()) {
    const byFrequency = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
    const frequent = byFrequency.slice(0, 200).filter((word) => word.length > 1);
    const rare = byFrequency.slice(Math.floor(byFrequency.length / 2));
    const middle = byFrequency.slice(200, 2000);
    for (let at = 0; at < perLanguage; at += 1) {
      const word = (list: readonly string[], turn = 1) => list[(at * 7 * turn + turn) % list.length] ?? '';
      add('frequent', { words: word(frequent) });
      add('middling', { words: word(middle) });
      add('rare', { words: word(rare) });
      add('twoFrequent', { words: `${word(frequent)} ${word(frequent, 2)}` });
      add('frequentAndRare', { words: `${word(rare)} ${word(frequent)}` });
      add('threeWords', { words: `${word(frequent)} ${word(middle)} ${word(frequent, 3)}` });
      add('twoLetters', { words: [...word(middle)].slice(0, 2).join('') });
      add('fourLetters', { words: [...word(middle)].slice(0, 4).join('') });
      add('frequentInFolder', { words: word(frequent), role: at % 2 ? 'inbox' : 'sent' });
      add('frequentInSmallFolder', { words: word(frequent), role: 'trash' });
      add('frequentUnread', { words: word(frequent), unread: true });
    }
  }
  return kinds;
}

async function time(store: Store, scope: MailScope, queries: readonly Query[]): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const query of queries) {
    const began = performance.now();
    const before = process.cpuUsage();
    await store.conversations.list(scope, { limit: 50, ...query });
    const { user, system } = process.cpuUsage(before);
    timings.push({ clock: performance.now() - began, cpu: (user + system) / 1000 });
  }
  return timings;
}

async function timeSecondPages(store: Store, scope: MailScope, queries: readonly Query[]): Promise<Timing[]> {
  const further: Query[] = [];
  for (const query of queries) {
    const { next } = await store.conversations.list(scope, { limit: 50, ...query });
    if (next !== null) further.push({ ...query, after: next });
  }
  return time(store, scope, further);
}
