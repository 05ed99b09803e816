import { describe, expect, it } from 'vitest';
import { PacedStarts } from './paced-starts.ts';

/** A clock whose every sleep ends when the test says so. */
function pacing() {
  const sleeps: (() => void)[] = [];
  const begun: string[] = [];
  const clock = {
    sleep: (_: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleeps.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  const starts = new PacedStarts(clock, (id) => void begun.push(id));
  const next = async () => {
    sleeps.shift()?.();
    await new Promise(setImmediate);
  };
  return { starts, begun, next };
}

const accounts = (count: number) => Array.from({ length: count }, (_, at) => String(at));

describe('the start of many accounts', () => {
  it('begins an ordinary number at once, and the rest one after the other', async () => {
    const { starts, begun, next } = pacing();
    starts.start(accounts(22));
    expect(begun).toEqual(accounts(20));
    await next();
    expect(begun).toEqual(accounts(21));
    await next();
    expect(begun).toEqual(accounts(22));
  });

  it('lets one that is asked for go first, once', async () => {
    const { starts, begun, next } = pacing();
    starts.start(accounts(23));
    starts.startNow('22');
    expect(begun.at(-1)).toBe('22');
    await next();
    await next();
    await next();
    expect(begun).toEqual([...accounts(20), '22', '20', '21']);
    starts.startNow('22');
    expect(begun).toHaveLength(23);
  });

  it('begins none that was forgotten meanwhile, and none after the end', async () => {
    const { starts, begun, next } = pacing();
    starts.start(accounts(24));
    starts.forget('20');
    await next();
    await next();
    expect(begun).not.toContain('20');
    const before = begun.length;
    starts.stop();
    await next();
    starts.startNow('23');
    expect(begun).toHaveLength(before);
  });
});
