import type { Credential } from '@mailroom/model';
import type { StoredProviderApp } from '@mailroom/store';
import { describe, expect, it } from 'vitest';
import { noticesOf } from './due.ts';
import { reachedThreshold } from './threshold.ts';

const now = new Date('2026-11-21T10:00:00Z');
const refused = {
  origin: 'administrator',
  kind: 'client-secret-wrong',
  next: { do: 'ask-administrator' },
  code: null,
  quote: null,
  detail: {},
} as const;

function credential(id: string, expires: string | null, over: Partial<Credential> = {}): Credential {
  const createdAt = '2026-01-01T00:00:00.000Z';
  return { id, kind: 'secret', hint: 'abcd', expires, failure: null, createdAt, ...over };
}

function app(id: string, ...credentials: Credential[]): StoredProviderApp {
  return {
    id,
    provider: 'microsoft',
    name: `App ${id}`,
    access: 'people',
    cloudId: 'global',
    tenant: 'common',
    clientId: 'id',
    credentials,
    ready: true,
    accounts: 0,
    consents: [],
    failure: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

const covered = (...credentials: Credential[]) =>
  noticesOf([app('1', ...credentials)], now).map((notice) => [notice.credentialId, notice.covered]);

describe('notices', () => {
  it('are of credentials that end within 60 days or have ended, the nearest first', () => {
    const apps = [
      app('1', credential('far', '2027-01-21'), credential('near', '2027-01-20')),
      app('2', credential('over', '2026-11-20'), credential('never', null)),
    ];
    expect(noticesOf(apps, now)).toMatchObject([
      { providerAppId: '2', credentialId: 'over', days: -1, name: 'App 2' },
      { providerAppId: '1', credentialId: 'near', days: 60 },
    ]);
  });

  it('say that nothing stops where another credential holds longer', () => {
    expect(covered(credential('new', '2028-01-01'), credential('old', '2026-12-01'))).toEqual([
      ['old', true],
    ]);
    expect(covered(credential('new', null), credential('old', '2026-12-01'))).toEqual([['old', true]]);
    expect(covered(credential('old', '2026-12-01'))).toEqual([['old', false]]);
  });

  it('do not take comfort in one that ends the same day or sooner, or that the provider refuses', () => {
    const same = [credential('a', '2026-12-01'), credential('b', '2026-12-01')];
    expect(covered(...same)).toEqual([
      ['a', false],
      ['b', false],
    ]);
    const wrong = credential('new', '2028-01-01', { failure: refused });
    expect(covered(wrong, credential('old', '2026-12-01'))).toEqual([['old', false]]);
  });
});

describe('reachedThreshold', () => {
  it.each([
    [61, null],
    [60, 60],
    [15, 60],
    [14, 14],
    [4, 14],
    [3, 3],
    [0, 3],
    [-5, 3],
  ])('at %i days is %s', (days, threshold) => {
    expect(reachedThreshold(days)).toBe(threshold);
  });
});
