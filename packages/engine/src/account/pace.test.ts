import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

describe('pace', () => {
  it('says nothing before there is a pace', () => {
    const pace = new Pace();
    expect(pace.remainingSeconds(1_000)).toBeNull();
    pace.record(0, 0);
    pace.record(400, 1_000);
    expect(pace.remainingSeconds(1_000)).toBeNull();
    pace.record(410, 60_000);
  });

  it('measures the rest by what was done', () => {
    const pace = new Pace();
    for (let second = 0; second <= 5; second += 1) pace.record(second * 100, second * 1_000);
    expect(pace.remainingSeconds(1_500)).toBe(10);
    expect(pace.remainingSeconds(500)).toBe(0);
  });

  it('follows a provider that slows down', () => {
    const pace = new Pace();
    for (let second = 0; second <= 20; second += 1) pace.record(second * 100, second * 1_000);
    for (let second = 21; second <= 80; second += 1) pace.record(2_000 + (second - 20) * 10, second * 1_000);
    const left = pace.remainingSeconds(3_600) ?? 0;
    expect(left).toBeGreaterThan(95);
    expect(left).toBeLessThan(105);
  });
});
