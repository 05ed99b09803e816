import { Failure } from '@mailroom/model';
import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryCredentials } from '../testing/memory-accounts.ts';
import { silentLog } from '../testing/silent-log.ts';
import { IdleGrants } from './idle-grants.ts';

const hour = 60 * 60_000;

/** Accounts whose grants were refreshed when the test began, and when each was since. */
function world(names: readonly string[], fails: ReadonlySet<string> = new Set()) {
  const clock = new ManualClock();
  const issued = new Map(names.map((name) => [name, clock.now().getTime()]));
  const refreshed: { account: string; hours: number }[] = [];
  const credentials = Object.assign(new MemoryCredentials({} as never), {
    idleGrants: async (before: Date) =>
      names.filter((name) => (issued.get(name) ?? 0) + hour < before.getTime()),
  });
  const current = async (account: string) => {
    refreshed.push({ account, hours: Math.round(clock.monotonic() / hour) });
    if (fails.has(account)) throw new Failure({ origin: 'network', kind: 'authority-unreachable' });
    issued.set(account, clock.now().getTime());
    return { token: 'x', expiresAt: clock.now() };
  };
  const tokens = { current, refreshNow: current };
  const grants = new IdleGrants({ credentials, tokens, clock, log: silentLog });
  const pass = async (hours: number) => {
    const end = clock.monotonic() + hours * hour;
    while (clock.monotonic() < end) {
      await vi.waitFor(() => expect(clock.nextDue).not.toBeNull(), { timeout: 20_000, interval: 1 });
      clock.advance(Math.min(clock.nextDue ?? 0, end - clock.monotonic()));
    }
  };
  return { grants, refreshed, pass };
}

describe('idle grants', () => {
  it('are refreshed once a week, and not before', async () => {
    const { grants, refreshed, pass } = world(['waiting', 'choosing']);
    grants.start();
    await pass(150);
    expect(refreshed).toEqual([]);
    await pass(3 * 7 * 24 + 12 - 150);
    const ofOne = refreshed.filter(({ account }) => account === 'choosing').map(({ hours }) => hours);
    expect(ofOne).toHaveLength(3);
    for (const [at, hours] of ofOne.entries()) {
      expect(hours - (ofOne[at - 1] ?? 0)).toBeGreaterThan(6 * 24);
      expect(hours - (ofOne[at - 1] ?? 0)).toBeLessThanOrEqual(7 * 24);
    }
    await grants.stop();
  });

  it('are tried again hours later where it failed, and do not keep others waiting', async () => {
    const { grants, refreshed, pass } = world(['down', 'well'], new Set(['down']));
    grants.start();
    await pass(7 * 24 + 12);
    expect(refreshed.filter(({ account }) => account === 'well')).toHaveLength(1);
    expect(refreshed.filter(({ account }) => account === 'down').length).toBeGreaterThan(1);
    await grants.stop();
  });
});
