import { describe, expect, it } from 'vitest';
import { threadsIn } from './peers/dovecot-threads.ts';
import { bench } from './threads.bench.ts';

describe('conversations beside Dovecot’s THREAD=REFS', () => {
  it('stand together as there, in 98 of 100 pairs of 6,046 real messages, and the other way round', async () => {
    const figures = await bench();
    expect(figures.messages).toBe(6046);
    expect(figures.precision).toBeGreaterThanOrEqual(0.98);
    expect(figures.recall).toBeGreaterThanOrEqual(0.98);
    // A last resort, for few: 253 messages, 6,536 pairs, since it also brings together the parts of a discussion that references split.
    expect(figures.subject.joined).toBeGreaterThan(0);
    expect(figures.subject.joined).toBeLessThan(0.05 * figures.messages);
    expect(figures.subject.pairs).toBeLessThan(figures.pairs.mailroom);
  });

  it('reads an answer with branches', () => {
    expect(threadsIn('* THREAD (3 6 (4 23)(44 7 96))(2)')).toEqual([[3, 6, 4, 23, 44, 7, 96], [2]]);
  });
});
