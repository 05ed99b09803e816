import { describe, expect, it, vi } from 'vitest';
import { Upkeep, type UpkeepParts } from './upkeep.ts';

const now = new Date('2026-11-21T02:00:00Z');

/** A clock whose hours pass when the test says so. */
function world() {
  const hours: (() => void)[] = [];
  const asked: number[] = [];
  const compact = vi.fn(async (_before: Date) => undefined);
  const forgetExpired = vi.fn(async (_now: Date) => undefined);
  const remove = vi.fn();
  const forget = vi.fn(async (_before: Date) => undefined);
  const error = vi.fn();
  const parts: UpkeepParts = {
    store: {
      changes: { compact },
      unlinking: { interrupted: async () => ['7'] },
      audit: { forget },
      settings: { get: async () => undefined },
    },
    sessions: { forgetExpired },
    wake: { remove },
    clock: {
      now: () => now,
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          asked.push(milliseconds);
          hours.push(resolve);
          signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        }),
    },
    log: { error },
  };
  const passHour = async () => {
    const waits = hours.length;
    hours.at(-1)?.();
    await expect.poll(() => hours.length).toBe(waits + 1);
  };
  return { upkeep: new Upkeep(parts), asked, compact, forgetExpired, remove, forget, error, passHour };
}

describe('upkeep', () => {
  it('waits an hour, then keeps a week of changes, forgets sessions that ran out and finishes unlinkings', async () => {
    const { upkeep, asked, compact, forgetExpired, remove, forget, passHour } = world();
    upkeep.start();
    expect(compact).not.toHaveBeenCalled();
    await passHour();
    expect(compact).toHaveBeenCalledWith(new Date('2026-11-14T02:00:00Z'));
    expect(forgetExpired).toHaveBeenCalledWith(now);
    expect(remove).toHaveBeenCalledWith('7');
    expect(forget).toHaveBeenCalledWith(new Date('2025-10-17T02:00:00Z'));
    expect(asked).toEqual([3_600_000, 3_600_000]);
    await upkeep.stop();
  });

  it('does the rest when one piece fails, logs it, and tries that piece again the next hour', async () => {
    const { upkeep, compact, forgetExpired, remove, error, passHour } = world();
    compact.mockRejectedValueOnce(new Error('disk full'));
    upkeep.start();
    await passHour();
    expect(error).toHaveBeenCalledTimes(1);
    expect([forgetExpired.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1]);
    await passHour();
    expect(compact).toHaveBeenCalledTimes(2);
    expect(error).toHaveBeenCalledTimes(1);
    await upkeep.stop();
  });

  it('that is stopped while it waits does nothing more', async () => {
    const { upkeep, compact } = world();
    upkeep.start();
    await upkeep.stop();
    expect(compact).not.toHaveBeenCalled();
  });
});
