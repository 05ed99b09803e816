import { describe, expect, it, vi } from 'vitest';
import type { AccountCredentials, AccountRecord } from '../ports/accounts.ts';
import { silentLog } from '../testing/silent-log.ts';
import type { OutboxDeps } from './deps.ts';
import { fileStep } from './file.ts';
import { MemoryOutbox, outgoing } from './testing/memory-outbox.ts';

const host = { host: 'outlook.office365.com', port: 587, security: 'starttls' } as const;
const unused = () => Promise.reject(new Error('not asked for here'));

/** A message sent through Exchange as `stored` says; answers how often a copy was appended. */
async function filed(
  stored: Pick<Extract<AccountCredentials, { kind: 'oauth' }>, 'imapUsers' | 'smtpUsers'>,
) {
  const account: AccountRecord = {
    id: 'account',
    provider: 'microsoft',
    address: 'office@heron.example',
    name: '',
    state: 'watching',
    imap: host,
    smtp: host,
    syncSince: null,
    firstSyncDone: true,
  };
  const sent = outgoing('1', ['bruno@otter.example'], {
    state: 'sent',
    messageId: '<1@heron.example>',
    raw: Buffer.from('Message-ID: <1@heron.example>\r\n\r\nHello\r\n'),
  });
  const append = vi.fn(async () => {});
  const tokens = { accessToken: '', accessExpiresAt: new Date(), refreshToken: '', scope: '', version: 1 };
  const deps: OutboxDeps = {
    outbox: new MemoryOutbox([sent]),
    accounts: {
      runnable: async () => [],
      read: async () => account,
      countReceived: async () => [],
      saveStatus: async () => {},
      saveUserName: unused,
    },
    credentials: {
      read: async () => ({ kind: 'oauth', providerAppId: 'app', ...stored, tokens }),
      saveTokens: unused,
      claimRefresh: unused,
      releaseRefresh: unused,
      idleGrants: unused,
      providerApp: unused,
      saveCredentialFailure: unused,
      saveProviderAppFailure: unused,
    },
    accessTokens: { current: unused, refreshNow: unused },
    submit: unused,
    sent: { holds: async () => false, append },
    clock: { now: () => new Date(), monotonic: () => 0, sleep: () => Promise.resolve() },
    log: silentLog,
  };
  await fileStep(account, deps);
  return append.mock.calls.length;
}

describe('the copy of a message that was sent through Exchange', () => {
  it('is left to Exchange where the mailbox itself sent it', async () => {
    const users = ['office@heron.example'];
    expect(await filed({ imapUsers: users, smtpUsers: users })).toBe(0);
  });

  it('is filed in the shared mailbox, since Exchange files it with the delegate', async () => {
    expect(await filed({ imapUsers: ['office@heron.example'], smtpUsers: ['ada@heron.example'] })).toBe(1);
  });
});
