import { Failure } from '@mailroom/model';
import { describe, expect, it, vi } from 'vitest';
import type { AccountRecord, OAuthCredentials } from '../ports/accounts.ts';
import type { Log } from '../ports/log.ts';
import type { Accepted, Submission } from '../provider/smtp/index.ts';
import type { OutboxDeps } from './deps.ts';
import { submitAs } from './log-in.ts';
import { MemoryOutbox } from './testing/memory-outbox.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const host = { host: 'mail.heron.example', port: 587, security: 'starttls' } as const;
const account: AccountRecord = {
  id: 'account',
  provider: 'microsoft',
  address: 'ada@heron.example',
  name: 'Ada',
  state: 'watching',
  imap: host,
  smtp: host,
  syncSince: null,
  firstSyncDone: true,
};
const message = {
  envelope: { from: account.address, recipients: ['bruno@otter.example'] },
  raw: new Uint8Array(),
};
const accepted: Accepted = {
  accepted: ['bruno@otter.example'],
  rejected: [],
  serverMessageId: null,
  response: '250 OK',
};

function refusal(): Failure {
  return new Failure({ origin: 'provider', kind: 'login-refused', next: { do: 'retry' } });
}

/** An account with a token and two names; refreshing answers `renewed`, and the server takes what `takes` says. */
function world(renewed: string, takes: (user: string, token: string) => boolean) {
  const stored: OAuthCredentials = {
    kind: 'oauth',
    providerAppId: '1',
    imapUsers: ['ada@heron.example'],
    smtpUsers: ['ada@heron.example', 'a.lovelace@heron.example'],
    tokens: { accessToken: 'old', accessExpiresAt: new Date(), refreshToken: 'r', scope: '', version: 1 },
  };
  const submit = vi.fn(async ({ login }: Submission) => {
    if (login.kind === 'token' && takes(login.user, login.accessToken)) return accepted;
    throw refusal();
  });
  const saveUserName = vi.fn(async () => undefined);
  const deps: OutboxDeps = {
    outbox: new MemoryOutbox([]),
    accounts: {
      runnable: async () => [account],
      read: async () => account,
      countReceived: async () => [],
      saveStatus: async () => {},
      saveUserName,
    },
    credentials: {
      read: async () => stored,
      saveTokens: async () => true,
      claimRefresh: async () => true,
      releaseRefresh: async () => undefined,
      idleGrants: async () => [],
      providerApp: () => Promise.reject(new Error('not asked for here')),
      saveCredentialFailure: async () => {},
      saveProviderAppFailure: async () => {},
    },
    accessTokens: {
      current: async () => ({ token: 'old', expiresAt: new Date() }),
      refreshNow: async () => ({ token: renewed, expiresAt: new Date() }),
    },
    submit,
    sent: { holds: async () => true, append: async () => {} },
    clock: { now: () => new Date(), monotonic: () => 0, sleep: () => Promise.resolve() },
    log: silent,
  };
  return { deps, submit, saveUserName };
}

describe('logging in to send', () => {
  it('remembers the name that the server took', async () => {
    const { deps, saveUserName } = world('new', (user) => user.startsWith('a.'));
    await submitAs(account, message, deps);
    expect(saveUserName).toHaveBeenCalledWith('account', 'smtp', 'a.lovelace@heron.example');
  });

  it('tries again with a new token where the old one is refused under every name', async () => {
    const { deps, submit } = world('new', (_user, token) => token === 'new');
    await submitAs(account, message, deps);
    expect(submit).toHaveBeenCalledTimes(3);
  });

  it('does not knock again with the token that was just refused', async () => {
    const { deps, submit } = world('old', () => false);
    await expect(submitAs(account, message, deps)).rejects.toMatchObject({ kind: 'login-refused' });
    expect(submit).toHaveBeenCalledTimes(2);
  });
});
