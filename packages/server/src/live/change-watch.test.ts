import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../http/log.ts';
import { ChangeWatch } from './change-watch.ts';
import { Followers } from './followers.ts';

const log = createLog({ level: 'silent' });

describe('the watch on the change log', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  async function followed() {
    const followers = new Followers();
    const follower = followers.add('session', 'person');
    await follower.next(60_000);
    const wake = vi.spyOn(followers, 'wake');
    return { followers, follower, wake };
  }

  it('wakes who follows at once when it is told that the log has grown', async () => {
    const { followers, wake } = await followed();
    const watch = new ChangeWatch(async () => 1, followers, log);
    watch.look();
    await vi.advanceTimersByTimeAsync(0);
    expect(wake).toHaveBeenCalledOnce();
  });

  it('looks again for what was told while it was looking', async () => {
    const { followers, wake } = await followed();
    let latest = 1;
    const answers: (() => void)[] = [];
    const watch = new ChangeWatch(
      () => {
        const seen = latest;
        return new Promise((resolve) => answers.push(() => resolve(seen)));
      },
      followers,
      log,
    );
    watch.look();
    latest = 2;
    watch.look();
    watch.look();
    answers.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    answers.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(wake).toHaveBeenCalledTimes(2);
    expect(answers).toEqual([]);
  });

  it('notices by itself what another process wrote, and asks nothing while nobody follows', async () => {
    const { followers, follower, wake } = await followed();
    const asked = vi.fn(async () => 1);
    const watch = new ChangeWatch(asked, followers, log);
    watch.start();
    await vi.advanceTimersByTimeAsync(1000);
    expect(wake).toHaveBeenCalledOnce();
    followers.remove(follower);
    const before = asked.mock.calls.length;
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked.mock.calls.length).toBe(before);
    watch.stop();
  });
});
