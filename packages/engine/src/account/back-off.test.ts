import { describe, expect, it } from 'vitest';
import { BackOff } from './back-off.ts';

describe('back-off', () => {
  it('grows with every failure up to a quarter of an hour, and starts over once something worked', () => {
    const backOff = new BackOff(() => 1);
    const waits = Array.from({ length: 12 }, () => backOff.next('network'));
    expect(waits.slice(0, 4)).toEqual([2_000, 5_000, 15_000, 30_000]);
    expect(waits.at(-1)).toBe(15 * 60_000);
    backOff.reset();
    expect(backOff.next('network')).toBe(2_000);
  });

  it('spreads accounts over half of each step', () => {
    expect(new BackOff(() => 0).next('network')).toBe(1_000);
    expect(new BackOff(() => 0.5).next('network')).toBe(1_500);
  });

  it('waits 1, 5, 15 and 60 minutes for a mailbox that cannot be reached', () => {
    const backOff = new BackOff(() => 1);
    expect(Array.from({ length: 5 }, () => backOff.next('mailbox') / 60_000)).toEqual([1, 5, 15, 60, 60]);
  });
});
