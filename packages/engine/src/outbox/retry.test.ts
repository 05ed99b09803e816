import { describe, expect, it } from 'vitest';
import { nextAttempt } from './retry.ts';

const now = new Date('2026-11-21T12:00:00Z');

describe('the next attempt', () => {
  it('is not before the time that the provider named', () => {
    const asked = new Date('2026-11-21T15:00:00Z');
    expect(nextAttempt(1, now, asked)).toEqual(asked);
  });

  it('is not sooner than our own patience, however soon the provider would have us back', () => {
    expect(nextAttempt(1, now, new Date('2026-11-21T12:00:01Z'))).toEqual(new Date('2026-11-21T12:01:00Z'));
  });

  it('comes later each time, and not at all after two days', () => {
    const waits: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const next = nextAttempt(attempts, now, null);
      if (next === null) break;
      waits.push(next.getTime() - now.getTime());
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    const days = waits.reduce((sum, wait) => sum + wait, 0) / (24 * 60 * 60_000);
    expect(days).toBeGreaterThan(1.5);
    expect(days).toBeLessThan(2.5);
  });
});
