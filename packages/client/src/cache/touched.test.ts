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
  it('hands on each key once per window however many changes arrive', () => {
    const flushed: QueryKey[][] = [];
    const waiting: (() => void)[] = [];
    const batch = touchedBatch((keys) => flushed.push(keys), 300, {
      set: (run) => waiting.push(run),
      clear: () => undefined,
    });
    for (let seq = 0; seq < 1000; seq += 1) batch.add(change({ seq, noun: 'folder', id: `f${seq}` }));
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    batch.add(change({ noun: 'account' }));
    waiting[1]?.();
    expect(flushed).toEqual([
      [['listFolders']],
      [['listAccounts'], ['readAccount', { params: { id: 'm1' } }]],
    ]);
  });
});
