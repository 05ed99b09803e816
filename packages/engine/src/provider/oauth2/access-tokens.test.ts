import { Failure, type FailureWire } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import type { CredentialPort, OAuthCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { accessTokens } from './access-tokens.ts';
import type { IdentityProvider, IssuedTokens } from './identity-provider.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

function world(expiresIn: number) {
  const time = { now: Date.parse('2026-11-20T12:00:00Z'), monotonic: 0 };
  const clock: Clock = {
    now: () => new Date(time.now),
    monotonic: () => time.monotonic,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      time.now += milliseconds;
      time.monotonic += milliseconds;
    },
  };
  const stored: OAuthCredentials = {
    kind: 'oauth',
    providerAppId: 'app',
    imapUsers: [],
    smtpUsers: [],
    tokens: {
      accessToken: 'access 1',
      accessExpiresAt: new Date(time.now + expiresIn * 1000),
      refreshToken: 'refresh 1',
      scope: '',
      version: 1,
    },
  };
  const secret = { value: 'secret' };
  const appFailures: (FailureWire | null)[] = [];
  const asked: string[] = [];
  const claim = { version: 0, until: 0 };
  let refuse: Failure | null = null;
  let meanwhile: (() => void) | null = null;
  let disk: Failure | null = null;
  const credentials: CredentialPort = {
    read: async () => structuredClone(stored),
    async saveTokens(_accountId, tokens, expectedVersion) {
      if (disk !== null) throw disk;
      if (stored.tokens.version !== expectedVersion) return false;
      stored.tokens = { ...tokens, version: expectedVersion + 1 };
      return true;
    },
    async claimRefresh(_accountId, version, milliseconds) {
      if (stored.tokens.version !== version || (claim.version === version && claim.until > time.now))
        return false;
      Object.assign(claim, { version, until: time.now + milliseconds });
      return true;
    },
    async releaseRefresh(_accountId, version) {
      if (claim.version === version) claim.until = 0;
    },
    idleGrants: async () => [],
    providerApp: async (id) => ({
      id,
      provider: 'microsoft',
      access: 'people',
      clientId: 'client',
      credentials: [{ id: '1', kind: 'secret', value: secret.value }],
      tenant: 'common',
      cloud: {
        provider: 'microsoft',
        id: 'practice',
        name: 'Practice',
        authority: 'https://login.example',
        imap: { host: 'imap.example', port: 993, security: 'tls' },
        smtp: { host: 'smtp.example', port: 587, security: 'starttls' },
        scopePrefix: 'https://mail.example/',
        withdrawUrl: null,
      },
    }),
    saveCredentialFailure: async () => {},
    saveProviderAppFailure: async (_id, failure) => {
      appFailures.push(failure);
    },
  };
  const unused = () => Promise.reject(new Error('not asked for here'));
  const identity: IdentityProvider = {
    authorizeUrl: unused,
    redeem: unused,
    organisationToken: unused,
    async refresh(_app, refreshToken): Promise<IssuedTokens> {
      asked.push(refreshToken);
      await Promise.resolve();
      meanwhile?.();
      if (refuse !== null) throw refuse;
      const count = asked.length + 1;
      return {
        accessToken: `access ${count}`,
        accessExpiresAt: new Date(time.now + 3600_000),
        refreshToken: `refresh ${count}`,
        scope: '',
      };
    },
  };
  const stop = new AbortController();
  const process = () => accessTokens({ credentials, identity, clock, log: silent, stop: stop.signal });
  return {
    tokens: process(),
    /** Another process on the same store. */
    process,
    stop,
    claim,
    fillDisk(full: boolean) {
      disk = full ? new Failure({ origin: 'mailroom', kind: 'disk-full' }) : null;
    },
    stored,
    secret,
    time,
    asked,
    appFailures,
    refuseWith(failure: Failure | null) {
      refuse = failure;
    },
    duringRefresh(work: () => void) {
      meanwhile = work;
    },
  };
}

const secretExpired = new Failure({ origin: 'administrator', kind: 'client-secret-expired' });
const grantEnded = new Failure({ origin: 'person', kind: 'grant-ended', next: { do: 'reconnect' } });

describe('accessTokens', () => {
  it('answers the stored token while it lives for more than five minutes', async () => {
    const { tokens, asked } = world(301);
    expect(await tokens.current('a')).toMatchObject({ token: 'access 1' });
    expect(asked).toEqual([]);
  });

  it('refreshes five minutes early and stores the rotated refresh token', async () => {
    const { tokens, asked, stored } = world(300);
    expect(await tokens.current('a')).toMatchObject({ token: 'access 2' });
    expect(asked).toEqual(['refresh 1']);
    expect(stored.tokens).toMatchObject({ refreshToken: 'refresh 2', version: 2 });
  });

  it('refreshes once for everybody who asks at the same time', async () => {
    const { tokens, asked } = world(0);
    const answers = await Promise.all(Array.from({ length: 20 }, () => tokens.current('a')));
    expect(new Set(answers.map(({ token }) => token))).toEqual(new Set(['access 2']));
    expect(asked).toHaveLength(1);
  });

  it('goes on with the tokens of another process that stored first', async () => {
    const other = world(0);
    other.duringRefresh(() => {
      other.stored.tokens = {
        ...other.stored.tokens,
        accessToken: 'theirs',
        refreshToken: 'theirs',
        version: 2,
      };
    });
    expect(await other.tokens.current('a')).toMatchObject({ token: 'theirs' });
    expect(other.stored.tokens.refreshToken).toBe('theirs');
  });

  it('takes an ended grant for overtaken where a newer token was stored meanwhile', async () => {
    const other = world(0);
    other.refuseWith(grantEnded);
    other.duringRefresh(() => {
      const accessExpiresAt = new Date(other.time.now + 3600_000);
      other.stored.tokens = { ...other.stored.tokens, accessToken: 'theirs', accessExpiresAt, version: 2 };
    });
    expect(await other.tokens.current('a')).toMatchObject({ token: 'theirs' });
  });

  it('refreshes a living token that a server refused, once', async () => {
    const { tokens, asked } = world(3600);
    expect(await tokens.refreshNow('a', 'access 1')).toMatchObject({ token: 'access 2' });
    expect(await tokens.refreshNow('a', 'access 1')).toMatchObject({ token: 'access 2' });
    expect(asked).toHaveLength(1);
  });

  it('tells administrators of a refused app and spares the provider until the credentials change', async () => {
    const { tokens, asked, appFailures, refuseWith, secret } = world(0);
    refuseWith(secretExpired);
    await expect(tokens.current('a')).rejects.toBe(secretExpired);
    await expect(tokens.current('b')).rejects.toBe(secretExpired);
    expect(asked).toHaveLength(1);
    expect(appFailures).toEqual([secretExpired.toWire()]);

    refuseWith(null);
    secret.value = 'a new secret';
    expect(await tokens.current('a')).toMatchObject({ token: 'access 3' });
    expect(appFailures.at(-1)).toBeNull();
  });

  it('says nothing about the app when a person’s grant has ended', async () => {
    const { tokens, appFailures, refuseWith } = world(0);
    refuseWith(grantEnded);
    await expect(tokens.current('a')).rejects.toBe(grantEnded);
    expect(appFailures).toEqual([]);
  });

  describe('among several processes (cases 24 and 25)', () => {
    it('asks the provider once, whoever else needs the token at the same time', async () => {
      const { tokens, process, asked } = world(0);
      const answers = await Promise.all([tokens, process(), process()].map((each) => each.current('a')));
      expect(new Set(answers.map(({ token }) => token))).toEqual(new Set(['access 2']));
      expect(asked).toEqual(['refresh 1']);
    });

    it('is not waited for by a process that ends', async () => {
      const { tokens, claim, stop, time, asked } = world(0);
      Object.assign(claim, { version: 1, until: time.now + 120_000 });
      stop.abort();
      await expect(tokens.current('ada')).rejects.toBe(stop.signal.reason);
      expect(asked).toEqual([]);
    });

    it('takes over from one that died while it refreshed, once its claim has run out', async () => {
      const { tokens, claim, time, asked } = world(0);
      Object.assign(claim, { version: 1, until: time.now + 90_000 });
      const began = time.now;
      expect(await tokens.current('a')).toMatchObject({ token: 'access 2' });
      expect(time.now - began).toBeGreaterThanOrEqual(90_000);
      expect(time.now - began).toBeLessThanOrEqual(95_000);
      expect(asked).toEqual(['refresh 1']);
    });

    it('lets the next try begin at once after one that failed', async () => {
      const { tokens, process, refuseWith, time } = world(0);
      const throttled = new Failure({ origin: 'provider', kind: 'authority-failed' });
      refuseWith(throttled);
      await expect(tokens.current('a')).rejects.toBe(throttled);
      refuseWith(null);
      const began = time.now;
      await process().current('a');
      expect(time.now).toBe(began);
    });

    it('tries the old refresh token after a crash between receipt and storing, and says "reconnect" only where that is dead', async () => {
      const { process, fillDisk, asked, claim } = world(0);
      fillDisk(true);
      await process().current('a');
      claim.until = 0;
      fillDisk(false);
      expect(await process().current('a')).toMatchObject({ token: 'access 3' });
      expect(asked).toEqual(['refresh 1', 'refresh 1']);

      const dead = world(0);
      dead.fillDisk(true);
      await dead.process().current('a');
      dead.claim.until = 0;
      dead.refuseWith(grantEnded);
      await expect(dead.process().current('a')).rejects.toBe(grantEnded);
    });

    it('keeps tokens that cannot be stored, uses them, refreshes with them, and stores them when it can', async () => {
      const { tokens, fillDisk, asked, stored, time } = world(0);
      fillDisk(true);
      expect(await tokens.current('a')).toMatchObject({ token: 'access 2' });
      expect(await tokens.current('a')).toMatchObject({ token: 'access 2' });
      expect(asked).toHaveLength(1);
      expect(stored.tokens.refreshToken).toBe('refresh 1');
      fillDisk(false);
      expect(await tokens.current('a')).toMatchObject({ token: 'access 2' });
      expect(stored.tokens).toMatchObject({ refreshToken: 'refresh 2', version: 2 });
      time.now += 3600_000;
      time.monotonic += 3600_000;
      await tokens.current('a');
      expect(asked).toEqual(['refresh 1', 'refresh 2']);
    });
  });

  describe('whatever becomes of the clock (case 28)', () => {
    const day = 24 * 60 * 60_000;

    it('refreshes in time although the wall clock was set back by a day', async () => {
      const { tokens, time, asked } = world(3600);
      await tokens.current('a');
      time.now -= day;
      time.monotonic += 3400_000;
      expect(await tokens.current('a')).toMatchObject({ token: 'access 2' });
      expect(asked).toHaveLength(1);
    });

    it('refreshes once too often at most when it was set forward by a day', async () => {
      const { tokens, time, asked } = world(3600);
      await tokens.current('a');
      time.now += day;
      await tokens.current('a');
      await tokens.current('a');
      expect(asked).toHaveLength(1);
    });

    it('does not believe an end that no token reaches, told by a clock that has been set back since', async () => {
      const { tokens, asked } = world(31 * 3600);
      await tokens.current('a');
      expect(asked).toHaveLength(1);
    });
  });
});
