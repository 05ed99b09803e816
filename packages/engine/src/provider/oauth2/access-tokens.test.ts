import { Failure, type FailureWire } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import type { CredentialPort, OAuthCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { accessTokens } from './access-tokens.ts';
import type { IdentityProvider, IssuedTokens } from './identity-provider.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

function world(expiresIn: number) {
  const time = { now: Date.parse('2026-11-20T12:00:00Z') };
  const clock: Clock = {
    now: () => new Date(time.now),
    monotonic: () => time.now,
    sleep: () => Promise.resolve(),
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
  let refuse: Failure | null = null;
  let meanwhile: (() => void) | null = null;
  const credentials: CredentialPort = {
    read: async () => structuredClone(stored),
    async saveTokens(_accountId, tokens, expectedVersion) {
      if (stored.tokens.version !== expectedVersion) return false;
      stored.tokens = { ...tokens, version: expectedVersion + 1 };
      return true;
    },
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
  return {
    tokens: accessTokens({ credentials, identity, clock, log: silent }),
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
});
