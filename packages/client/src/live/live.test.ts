import type { Change } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { backOff } from './back-off.ts';
import { type EventStream, followChanges } from './live.ts';

class FakeStream implements EventStream {
  readonly url: string;
  closed = false;
  private readonly listeners = new Map<string, (event: { data?: unknown }) => void>();
  constructor(url: string) {
    this.url = url;
  }
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.listeners.set(type, listener);
  }
  emit(type: string, data?: string): void {
    this.listeners.get(type)?.({ data });
  }
  close(): void {
    this.closed = true;
  }
}

function follow() {
  const streams: FakeStream[] = [];
  const timers: { run: () => void; milliseconds: number }[] = [];
  const changes: Change[] = [];
  const calls = { startAgain: 0 };
  const stop = followChanges({
    cursor: 40,
    open(url) {
      const stream = new FakeStream(url);
      streams.push(stream);
      return stream;
    },
    timer: { set: (run, milliseconds) => timers.push({ run, milliseconds }), clear: () => timers.splice(0) },
    random: () => 0,
    onChange: (change) => changes.push(change),
    onStartAgain: () => {
      calls.startAgain += 1;
    },
  });
  const stream = (at: number) => {
    const found = streams[at];
    if (!found) throw new Error(`stream ${at} was never opened`);
    return found;
  };
  return { streams, stream, timers, changes, calls, stop };
}

const entry = (seq: number): string =>
  JSON.stringify({ seq, noun: 'folder', id: 'f', accountId: 'a', op: 'put' });

describe('followChanges', () => {
  it('goes on from where the reads began, and has nothing read again', () => {
    const { stream, calls } = follow();
    expect(stream(0).url).toBe('/api/v1/live?cursor=40');
    stream(0).emit('open');
    expect(calls.startAgain).toBe(0);
  });

  it('resumes after the last change seen', () => {
    const { stream, timers, calls } = follow();
    stream(0).emit('open');
    stream(0).emit('change', entry(41));
    stream(0).emit('error');
    expect(stream(0).closed).toBe(true);
    timers[0]?.run();
    stream(1).emit('open');
    expect(stream(1).url).toBe('/api/v1/live?cursor=41');
    expect(calls.startAgain).toBe(0);
  });

  it('waits longer after each failed try and starts over after a good one', () => {
    const { stream, timers } = follow();
    stream(0).emit('error');
    timers[0]?.run();
    stream(1).emit('error');
    timers[1]?.run();
    stream(2).emit('open');
    stream(2).emit('error');
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([500, 1000, 500]);
  });

  it('has everything read again when the cursor is too old', () => {
    const { stream, timers, calls } = follow();
    stream(0).emit('open');
    stream(0).emit('change', entry(7));
    stream(0).emit('start-again', '{"cursor":90}');
    expect(calls.startAgain).toBe(1);
    stream(0).emit('error');
    timers[0]?.run();
    expect(stream(1).url).toBe('/api/v1/live?cursor=90');
  });

  it('passes over an entry it cannot read', () => {
    const { stream, changes } = follow();
    stream(0).emit('change', 'not json');
    stream(0).emit('change', '{"seq":"x"}');
    stream(0).emit('change', entry(3));
    expect(changes.map(({ seq }) => seq)).toEqual([3]);
  });

  it('opens nothing more once stopped', () => {
    const { streams, timers, stop } = follow();
    stop();
    expect(streams[0]?.closed).toBe(true);
    expect(timers).toHaveLength(0);
  });
});

describe('backOff', () => {
  it('doubles to a minute and never leaves the upper half of its step', () => {
    for (const [attempt, seconds] of [
      [0, 1],
      [1, 2],
      [5, 32],
      [6, 60],
      [500, 60],
    ] as const) {
      expect(backOff(attempt, () => 0)).toBe(seconds * 500);
      expect(backOff(attempt, () => 0.999)).toBeGreaterThan(seconds * 990);
      expect(backOff(attempt, () => 0.999)).toBeLessThanOrEqual(seconds * 1000);
    }
  });
});
