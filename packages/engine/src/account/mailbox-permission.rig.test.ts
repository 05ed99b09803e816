/** Mailboxes that are opened by somebody else's token: a delegate's, and the organisation's own. */
import { Failure } from '@mailroom/model';
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxDeps } from '../outbox/index.ts';
import { submitAs } from '../outbox/log-in.ts';
import { MemoryOutbox } from '../outbox/testing/memory-outbox.ts';
import type { AccountCredentials, AccountRecord, OAuthCredentials } from '../ports/accounts.ts';
import { accessTokens, microsoftIdentity } from '../provider/oauth2/index.ts';
import { smtpTimeouts, transmit } from '../provider/smtp/index.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryAccounts } from '../testing/memory-accounts.ts';
import { MemoryApp } from '../testing/memory-app.ts';
import { practiceApp, signInTo } from '../testing/practice-app.ts';
import { silentLog } from '../testing/silent-log.ts';
import { connectAccount } from './connect.ts';
import { reactTo } from './reaction.ts';

let practice: PracticeProvider;
let port: MemoryApp;
let own: OAuthCredentials;
let clock: ManualClock;
const egress = { allowPrivate: false };

beforeEach(async () => {
  practice = await startPracticeProvider({ mail: 'none' });
  clock = new ManualClock(new Date());
  port = new MemoryApp(practiceApp(practice));
  own = await signInTo(microsoftIdentity({ clock }), port.app, practice.people[0]);
});
afterEach(() => practice.close());

/** An account with these credentials, and the engine's two ways to its servers. */
function account(address: string, stored: AccountCredentials, more: Partial<AccountRecord> = {}) {
  const record: AccountRecord = {
    id: address,
    provider: 'microsoft',
    address,
    name: '',
    state: 'syncing',
    imap: practice.imap,
    smtp: practice.smtp,
    syncSince: null,
    firstSyncDone: false,
    ...more,
  };
  port.accounts.set(address, stored);
  return record;
}

function deps(record: AccountRecord) {
  const identity = microsoftIdentity({ clock });
  const tokens = accessTokens({ credentials: port, identity, clock, log: silentLog });
  const accounts = new MemoryAccounts(record);
  const connect = {
    accounts,
    credentials: port,
    tokens,
    clock,
    log: silentLog,
    tls: { ca: [practice.caPem] },
    egress,
  };
  const outbox: OutboxDeps = {
    ...connect,
    accessTokens: tokens,
    outbox: new MemoryOutbox([]),
    submit: (submission) =>
      transmit(submission, { policy: { allowPrivate: true }, ...smtpTimeouts, ca: [practice.caPem] }),
    sent: { holds: async () => true, append: async () => {} },
  };
  return { connect, outbox };
}

async function open(record: AccountRecord, with_ = deps(record)): Promise<string[]> {
  const session = await connectAccount(with_.connect, record, new AbortController().signal);
  try {
    return (await session.listFolders()).map(({ path }) => path);
  } finally {
    await session.close();
  }
}

const send = (record: AccountRecord, with_ = deps(record)) => {
  const [, colleague] = practice.people;
  const recipient = colleague?.userName ?? '';
  const raw = Buffer.from(`From: ${record.address}\r\nTo: ${recipient}\r\nSubject: Hello\r\n\r\nHello\r\n`);
  return submitAs(record, { envelope: { from: record.address, recipients: [recipient] }, raw }, with_.outbox);
};

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error('expected a Failure', { cause: thrown });
}

describe('a shared mailbox', () => {
  const shared = (more: Partial<AccountRecord> = {}) =>
    account(practice.sharedMailbox, { ...own, imapUsers: [practice.sharedMailbox] }, more);
  const delegate = () => practice.servers.identity.person(practice.people[0].userName);
  const forbid = (right: 'full-access' | 'send-as') => {
    const person = delegate();
    if (person === undefined) throw new Error('the delegate is gone');
    practice.servers.identity.forbidMailbox(person, practice.sharedMailbox, right);
  };

  it('opens under its own name with the delegate’s token', async () => {
    expect(await open(shared())).toContain('INBOX');
  });

  it('sends under the delegate’s name, from its own address', async () => {
    expect((await send(shared())).accepted).toHaveLength(1);
    expect(practice.servers.smtp.transmissions).toMatchObject([
      { mailbox: practice.people[0].userName, from: practice.sharedMailbox },
    ]);
  });

  it('says that full access is missing, and whose, after one new token; and waits for it', async () => {
    forbid('full-access');
    const failure = await failureOf(open(shared()));
    expect(failure).toMatchObject({
      origin: 'administrator',
      kind: 'shared-mailbox-refused',
      quote: 'AUTHENTICATE failed.',
      detail: { mailbox: practice.sharedMailbox, delegate: practice.people[0].userName },
    });
    expect(practice.servers.identity.tokenRequests('refresh_token')).toBe(1);
    expect(
      reactTo(failure, { healthy: false, everWorked: false, byToken: true, refusedLogins: 0 }),
    ).toMatchObject({ do: 'wait' });
  });

  it('says that send-as is missing, and whose', async () => {
    forbid('send-as');
    expect(await failureOf(send(shared()))).toMatchObject({
      origin: 'administrator',
      kind: 'send-as-denied',
      next: { do: 'ask-administrator' },
      detail: { mailbox: practice.sharedMailbox, delegate: practice.people[0].userName },
    });
    expect(practice.servers.smtp.transmissions).toEqual([]);
  });

  it('that was open before and is not reachable for a moment is nobody’s missing permission', async () => {
    practice.servers.imap.faults.withholdMailbox();
    expect((await failureOf(open(shared()))).kind).toBe('shared-mailbox-refused');
    expect((await failureOf(open(shared({ firstSyncDone: true })))).kind).toBe('mailbox-not-reachable');
  });

  it('leaves a person’s own mailbox its own refusal', async () => {
    const [, colleague] = practice.people;
    const other = account(colleague?.userName ?? '', { ...own, imapUsers: own.imapUsers });
    practice.servers.imap.faults.refuse('AUTHENTICATE', 'NO AUTHENTICATE failed.', { times: 9 });
    expect((await failureOf(open(other))).kind).toBe('login-refused');
    // A sender that is not the person's own is refused as a sender, not as a shared mailbox.
    expect((await failureOf(send(other))).kind).toBe('sender-refused');
  });
});

describe('a mailbox that the organisation opens', () => {
  const mailbox = (at: number) => {
    const user = practice.people[at]?.userName ?? '';
    return account(user, { kind: 'organisation', providerAppId: 'app', user });
  };
  const tokenRequests = () => practice.servers.identity.tokenRequests('client_credentials');

  it('is read and sent from with the application’s token, one for all mailboxes', async () => {
    practice.openToApplication([practice.people[1]?.userName ?? '', practice.people[2]?.userName ?? '']);
    const first = deps(mailbox(1));
    expect(await open(mailbox(1), first)).toContain('INBOX');
    expect(await open(mailbox(2), first)).toContain('INBOX');
    expect((await send(mailbox(2), first)).accepted).toHaveLength(1);
    expect(tokenRequests()).toBe(1);
  });

  it('that Exchange has not opened is told so, with the application; no token is asked for each', async () => {
    practice.openToApplication([]);
    const first = deps(mailbox(1));
    const detail = { mailbox: practice.people[1]?.userName, clientId: practice.clientId };
    const failure = await failureOf(open(mailbox(1), first));
    expect(failure).toMatchObject({ origin: 'administrator', kind: 'organisation-mailbox-refused', detail });
    expect(
      reactTo(failure, { healthy: false, everWorked: true, byToken: true, refusedLogins: 0 }),
    ).toMatchObject({ do: 'wait' });
    expect(await failureOf(send(mailbox(1), first))).toMatchObject({
      kind: 'organisation-sending-refused',
      detail,
    });
    await failureOf(open(mailbox(2), first));
    expect(tokenRequests()).toBe(1);
  });

  it('opens with a new token once the permission was granted after the old one was issued', async () => {
    const first = deps(mailbox(1));
    await failureOf(open(mailbox(1), first));
    practice.openToApplication([practice.people[1]?.userName ?? '']);
    // The permission is part of the token: the one in memory still lacks it.
    await failureOf(open(mailbox(1), first));
    clock.advance(6 * 60_000);
    expect(await open(mailbox(1), first)).toContain('INBOX');
    expect(tokenRequests()).toBe(2);
  });
});
