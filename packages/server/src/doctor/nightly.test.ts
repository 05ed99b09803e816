import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Nightly, untilNight } from './nightly.ts';

const hours = (milliseconds: number) => milliseconds / 3_600_000;

describe('untilNight', () => {
  it('is the coming night, between two and five o’clock', () => {
    const evening = new Date(2026, 10, 20, 20, 0);
    expect(hours(untilNight(evening, 0))).toBe(6);
    expect(hours(untilNight(evening, 0.999))).toBeGreaterThan(8.9);
    expect(hours(untilNight(evening, 0.999))).toBeLessThan(9);
  });

  it('is not twice in one night, whatever the chance', () => {
    const night = new Date(2026, 10, 20, 2, 0);
    expect(hours(untilNight(night, 0))).toBe(24);
    expect(hours(untilNight(night, 0.5))).toBe(25.5);
  });
});

describe('the nightly examination', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 10, 20, 20, 0) }));
  afterEach(() => vi.useRealTimers());
  const log = { error: vi.fn() };

  it('examines every night, also after a night that failed', async () => {
    const examineAll = vi.fn().mockRejectedValueOnce(new Error('no store')).mockResolvedValue([]);
    const nightly = new Nightly({ examineAll }, log);
    nightly.start();
    await vi.advanceTimersByTimeAsync(9 * 3_600_000);
    expect(examineAll).toHaveBeenCalledExactlyOnceWith('night');
    expect(log.error).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(48 * 3_600_000);
    expect(examineAll.mock.calls.length).toBeGreaterThanOrEqual(2);
    await nightly.stop();
  });

  it('waits at the end for one that runs, and begins no other', async () => {
    const { promise, resolve } = Promise.withResolvers<never[]>();
    const examineAll = vi.fn().mockReturnValue(promise);
    const nightly = new Nightly({ examineAll }, log);
    nightly.start();
    await vi.advanceTimersByTimeAsync(9 * 3_600_000);
    let stopped = false;
    const stopping = nightly.stop().then(() => {
      stopped = true;
    });
    await Promise.resolve();
    expect(stopped).toBe(false);
    resolve([]);
    await stopping;
    await vi.advanceTimersByTimeAsync(72 * 3_600_000);
    expect(examineAll).toHaveBeenCalledOnce();
  });
});
