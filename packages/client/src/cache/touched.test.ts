import { type Change, changeNoun } from '@mailroom/model';
import { routes } from '@mailroom/model/api/index';
import { describe, expect, it } from 'vitest';
import { touchedBatch } from './batch.ts';
import type { QueryKey } from './query-key.ts';
import { touched } from './touched.ts';

const change = (part: Partial<Change>): Change => ({
  seq: 1,
  noun: 'message',
  id: 'm1',
  accountId: 'a1',
  op: 'put',
  ...part,
});

describe('touched', () => {
  it('names reads that exist, for every noun and both operations', () => {
    for (const noun of changeNoun.options) {
      for (const op of ['put', 'remove'] as const) {
        const keys = touched(change({ noun, op }));
        expect(keys.length).toBeGreaterThan(0);
        for (const [name] of keys) expect(routes[name].method).toBe('GET');
      }
    }
  });

  it('names one record when the change does, and all of them when it does not', () => {
    expect(touched(change({ noun: 'conversation', id: 'c1' }))).toContainEqual([
      'readConversation',
      { params: { id: 'c1' } },
    ]);
    expect(touched(change({ noun: 'conversation', id: null }))).toContainEqual(['readConversation']);
  });

  it('drops the mail of an account that was unlinked', () => {
    expect(touched(change({ noun: 'account', op: 'remove' }))).toContainEqual(['listConversations']);
    expect(touched(change({ noun: 'account', op: 'put' }))).not.toContainEqual(['listConversations']);
  });
});

describe('touchedBatch', () => {
  function batch() {
    const flushed: QueryKey[][] = [];
    const waiting: { run: () => void; milliseconds: number }[] = [];
    const clock = { now: 0 };
    const made = touchedBatch((keys) => flushed.push(keys), {
      soonMs: 150,
      apartMs: 1000,
      now: () => clock.now,
      timer: {
        set: (run, milliseconds) => waiting.push({ run, milliseconds }),
        clear: () => waiting.splice(0),
      },
    });
    return { made, flushed, waiting, clock };
  }

  it('hands on each key once however many changes arrive', () => {
    const { made, flushed, waiting } = batch();
    for (let seq = 0; seq < 1000; seq += 1) made.add(change({ seq, noun: 'folder', id: `f${seq}` }));
    expect(waiting).toHaveLength(1);
    waiting[0]?.run();
    expect(flushed).toEqual([[['listFolders']]]);
  });

  it('is quick after a quiet time and keeps its distance in a flood', () => {
    const { made, waiting, clock } = batch();
    made.add(change({ noun: 'folder' }));
    clock.now = 150;
    waiting[0]?.run();
    made.add(change({ noun: 'folder' }));
    expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([150, 1000]);
    clock.now = 5000;
    waiting[1]?.run();
    clock.now = 9000;
    made.add(change({ noun: 'folder' }));
    expect(waiting[2]?.milliseconds).toBe(150);
  });

  it('hands on nothing once closed', () => {
    const { made, waiting } = batch();
    made.add(change({}));
    made.close();
    expect(waiting).toHaveLength(0);
  });
});
