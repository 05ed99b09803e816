import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Follower } from './follower.ts';
import { Followers } from './followers.ts';
import { serverSentEvent } from './server-sent-event.ts';

describe('a follower of the live stream', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('looks for changes first, before anything wakes it', async () => {
    expect(await new Follower('s', 'p').next(1000)).toBe('changes');
  });

  it('misses no wake that comes while it is writing', async () => {
    const follower = new Follower('s', 'p');
    await follower.next(1000);
    follower.wake();
    expect(await follower.next(1000)).toBe('changes');
  });

  it('beats when nothing happens, and then waits again', async () => {
    const follower = new Follower('s', 'p');
    await follower.next(1000);
    const beat = follower.next(1000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await beat).toBe('heartbeat');
    const woken = follower.next(1000);
    follower.wake();
    expect(await woken).toBe('changes');
  });

  it('ends with its session, whether waiting or not', async () => {
    const followers = new Followers();
    const waiting = followers.add('signed-out', 'p');
    const other = followers.add('other', 'p');
    await waiting.next(1000);
    const next = waiting.next(1000);
    followers.closeProvenBy('signed-out');
    expect(await next).toBe('ended');
    expect(await waiting.next(1000)).toBe('ended');
    expect(other.ended).toBe(false);
  });

  it('is ended as the oldest when one person opens too many', () => {
    const followers = new Followers();
    const streams = Array.from({ length: 21 }, () => followers.add('s', 'p'));
    expect(streams.map(({ ended }) => ended).indexOf(false)).toBe(1);
  });
});

describe('a server-sent event', () => {
  it('carries its position, so that a browser resumes from it', () => {
    expect(serverSentEvent('change', 7, { text: 'a\nb' })).toBe(
      'event: change\nid: 7\ndata: {"text":"a\\nb"}\n\n',
    );
  });
});
