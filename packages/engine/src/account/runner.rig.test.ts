import { Failure, type FailureKind } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import type { ManualClock } from '../testing/manual-clock.ts';
import { eventually, inState, startAccount, watching } from '../testing/practice-account.ts';
import { address, fill, goodToken, onServer } from '../testing/practice-server.ts';

function refusedGrant(kind: FailureKind, next: 'reconnect' | 'ask-administrator'): Failure {
  return new Failure({ origin: 'person', kind, next: { do: next } });
}

describe('an account', () => {
  it.each(['outlook', 'gmail', 'dovecot', 'plain'] as const)(
    'is synchronised with its texts and then watched, on a server like %s',
    async (preset) => {
      const { accounts, mail, world, clock } = await startAccount({ preset, messages: 120 });
      const status = await accounts.until(watching);
      expect(accounts.record.firstSyncDone).toBe(true);
      expect(status.nextSyncAt?.getTime()).toBe(clock.now().getTime() + 5 * 60_000);
      expect(mail.contents('INBOX')).toEqual(onServer(world, 'INBOX'));
      expect(await mail.countPendingBodies()).toBe(0);
      expect(accounts.statuses.map(({ state }) => state)).not.toContain('waiting');
    },
  );

  it('shows mail that arrives while it idles, without being asked', async () => {
    const { accounts, mail, world } = await startAccount();
    await accounts.until(watching);
    await eventually(() => world.server.transcript.fromClient(/ IDLE/).length > 0);
    fill(world.mailbox, 3, 'INBOX', 50);
    await eventually(() => mail.contents('INBOX').length === 13);
    world.mailbox.folder('INBOX').addFlags(1, ['\\Seen']);
    await eventually(() => mail.contents('INBOX')[0]?.flags.includes('\\Seen') === true);
    world.mailbox.folder('INBOX').expunge(2);
    await eventually(() => mail.contents('INBOX').length === 12);
  });

  it('hears of mail in the inbox after it has read a sent message elsewhere', async () => {
    const { accounts, mail, world, runner } = await startAccount();
    await accounts.until(watching);
    const idles = () => world.server.transcript.fromClient(/ IDLE/).length;
    await eventually(() => idles() > 0);
    const before = idles();
    fill(world.mailbox, 1, 'Sent Items', 70);
    runner.lookInSent();
    await eventually(() => mail.contents('Sent Items').length === 1 && idles() > before);
    fill(world.mailbox, 1, 'INBOX', 71);
    await eventually(() => mail.contents('INBOX').length === 11);
  });

  it('looks every five minutes at a server without IDLE, and at once when asked', async () => {
    const { accounts, mail, world, clock, runner } = await startAccount({ preset: 'plain' });
    await accounts.until(watching);
    fill(world.mailbox, 1, 'INBOX', 60);
    await eventually(() => clock.nextDue !== null);
    clock.advance(5 * 60_000);
    await eventually(() => mail.contents('INBOX').length === 11);
    fill(world.mailbox, 1, 'INBOX', 61);
    runner.syncNow();
    await eventually(() => mail.contents('INBOX').length === 12);
  });

  it('pushes flags to the server, and an empty set not at all', async () => {
    const { accounts, intents, world, runner } = await startAccount();
    await accounts.until(watching);
    const { uidValidity } = world.mailbox.folder('INBOX');
    const push = { kind: 'flag', folderPath: 'INBOX', uidValidity, flag: '\\Seen', value: true } as const;
    intents.pushes = [
      { ...push, intentIds: [1], uids: [4, 5] },
      { ...push, intentIds: [2], uids: [] },
    ];
    runner.wakeIntents();
    await eventually(() => intents.endings.size === 2);
    expect([...intents.endings.values()]).toEqual([{ as: 'done' }, { as: 'done' }]);
    expect(world.mailbox.folder('INBOX').byUid(5)?.flags.has('\\Seen')).toBe(true);
    expect(world.server.transcript.fromClient(/UID STORE/)).toHaveLength(1);
  });

  it('gives up an intent that the server refuses, in its words, and goes on', async () => {
    const { accounts, intents, world, runner } = await startAccount();
    await accounts.until(watching);
    const { uidValidity } = world.mailbox.folder('INBOX');
    world.faults.refuse('STORE', 'NO [NOPERM] Not in this folder');
    intents.pushes = [
      {
        kind: 'flag',
        intentIds: [1],
        folderPath: 'INBOX',
        uidValidity,
        uids: [1],
        flag: '\\Seen',
        value: true,
      },
    ];
    runner.wakeIntents();
    await eventually(() => intents.endings.size === 1);
    expect(intents.endings.get(1)).toMatchObject({
      as: 'given-up',
      failure: { kind: 'flag-refused', code: 'NOPERM' },
    });
    expect(accounts.record.state).toBe('watching');
  });

  it('renews a session whose token aged, and nobody is told', async () => {
    const { accounts, mail, world } = await startAccount();
    await accounts.until(watching);
    await eventually(() => world.server.transcript.fromClient(/ IDLE/).length > 0);
    const before = accounts.statuses.length;
    world.server.expireSessions();
    await eventually(() => world.server.connections === 2);
    fill(world.mailbox, 1, 'INBOX', 70);
    await eventually(() => mail.contents('INBOX').length === 11);
    expect(
      accounts.statuses.slice(before).every(({ state, failure }) => state === 'watching' && !failure),
    ).toBe(true);
  });

  it('waits as long as the provider asks, and not a moment less when someone presses Sync', async () => {
    const { accounts, clock, runner, world } = await startAccount({
      prepare: ({ world: { faults } }) => faults.throttle(92_000, { during: 'LIST' }),
    });
    const status = await accounts.until(inState('waiting'));
    expect(status.failure).toMatchObject({ kind: 'throttled', quote: expect.stringContaining('throttled') });
    expect(status.nextSyncAt?.getTime()).toBe(clock.now().getTime() + 92_000);
    runner.syncNow();
    await eventually(() => clock.nextDue === 92_000);
    expect(world.server.connections).toBe(1);
    clock.advance(92_000);
    await accounts.until(watching);
  });

  it('waits, longer each time, while the server cannot be reached, and goes on by itself', async () => {
    const { accounts, clock, world } = await startAccount({
      prepare: ({ world: { faults } }) => faults.greetingBye(),
    });
    for (const milliseconds of [2_000, 5_000, 15_000]) {
      await eventually(() => clock.nextDue === milliseconds);
      expect(accounts.record.state).toBe('waiting');
      clock.advance(milliseconds);
    }
    world.faults.clear();
    await eventually(() => clock.nextDue === 30_000 || accounts.record.state === 'watching');
    if (accounts.record.state === 'waiting') clock.advance(30_000);
    await accounts.until(watching);
  });

  it('asks its owner when the grant ended, and goes on once they have reconnected', async () => {
    const { accounts, tokens, runner, world } = await startAccount({
      prepare: (running) => {
        running.tokens.current.mockRejectedValueOnce(refusedGrant('grant-ended', 'reconnect'));
      },
    });
    expect((await accounts.until(inState('reconnect'))).failure).toMatchObject({ kind: 'grant-ended' });
    expect(world.server.connections).toBe(0);
    runner.syncNow();
    runner.accountChanged();
    await accounts.until(watching);
    expect(tokens.current).toHaveBeenCalledTimes(2);
  });

  it('is blocked while the provider refuses the app, and tries again when told', async () => {
    const { accounts, runner } = await startAccount({
      prepare: ({ tokens }) => {
        tokens.current.mockRejectedValueOnce(refusedGrant('client-secret-expired', 'ask-administrator'));
      },
    });
    await accounts.until(inState('blocked'));
    runner.accountChanged();
    await accounts.until(watching);
  });

  it('looks again by itself while it is blocked: what is mended at the provider tells nobody here', async () => {
    const refused = refusedGrant('client-certificate-refused', 'ask-administrator');
    const { accounts, clock, tokens } = await startAccount({
      prepare: ({ tokens: given }) => {
        given.current.mockRejectedValueOnce(refused).mockRejectedValueOnce(refused);
      },
    });
    await accounts.until(inState('blocked'));
    await eventually(() => clock.nextDue !== null);
    clock.advance(60_000);
    await eventually(() => tokens.current.mock.calls.length === 2 && clock.nextDue !== null);
    expect(accounts.record.state).toBe('blocked');
    clock.advance(5 * 60_000);
    await accounts.until(watching);
  });

  it('refreshes a token that the server refuses once, before anybody is asked', async () => {
    const { accounts, tokens } = await startAccount({
      prepare: ({ tokens: given, world }) => {
        world.tokens.clear();
        world.tokens.add('renewed');
        given.refreshNow.mockResolvedValue({ token: 'renewed', expiresAt: new Date('2027-01-01') });
      },
    });
    await accounts.until(watching);
    expect(tokens.refreshNow).toHaveBeenCalledWith('account', goodToken);
  });

  it('tries once more when a token ended again before the login with it, and asks nobody', async () => {
    const expiresAt = new Date('2027-01-01');
    const { accounts, clock, tokens } = await startAccount({
      prepare: ({ tokens: given, world }) => {
        world.tokens.clear();
        world.tokens.add('renewed twice');
        given.refreshNow.mockImplementationOnce(async () => {
          given.current.mockResolvedValue({ token: 'ended at once', expiresAt });
          return { token: 'ended at once', expiresAt };
        });
        given.refreshNow.mockResolvedValue({ token: 'renewed twice', expiresAt });
      },
    });
    await accounts.until(inState('waiting'));
    await eventually(() => clock.nextDue !== null);
    clock.advance(2_000);
    await accounts.until(watching);
    expect(tokens.refreshNow.mock.calls).toEqual([
      ['account', goodToken],
      ['account', 'ended at once'],
    ]);
    expect(accounts.statuses.map(({ state }) => state)).not.toContain('reconnect');
  });

  it('asks its owner when the server refuses new tokens at two attempts, and does not try a third', async () => {
    const { accounts, clock, tokens, world } = await startAccount({
      prepare: ({ tokens: given, world: { tokens: good } }) => {
        good.clear();
        given.refreshNow.mockResolvedValue({ token: 'no better', expiresAt: new Date('2027-01-01') });
      },
    });
    await accounts.until(inState('waiting'));
    await eventually(() => clock.nextDue !== null);
    clock.advance(2_000);
    expect((await accounts.until(inState('reconnect'))).failure).toMatchObject({ kind: 'login-refused' });
    expect(tokens.refreshNow).toHaveBeenCalledTimes(2);
    expect(world.server.connections).toBe(4);
  });

  it('finds the login name that the mailbox answers to, and remembers it', async () => {
    const { accounts } = await startAccount({ users: ['alias@example.org', address] });
    await accounts.until(watching);
    expect(accounts.userNames).toEqual([`imap ${address}`]);
  });

  it('stops in the middle of a synchronisation, and nothing of it goes on', async () => {
    const { mail, runner, world } = await startAccount({ messages: 400 });
    await eventually(() => mail.contents('INBOX').length > 0);
    await runner.stop();
    await eventually(() => world.server.openConnections === 0);
  });

  it('goes on after the store failed', async () => {
    let failures = 1;
    const { accounts, clock } = await startAccount({
      prepare: ({ mail }) => {
        mail.beforeChange = () => {
          if (failures-- > 0)
            throw new Failure({
              origin: 'administrator',
              kind: 'disk-full',
              next: { do: 'ask-administrator' },
            });
        };
      },
    });
    expect((await accounts.until(inState('waiting'))).failure).toMatchObject({ kind: 'disk-full' });
    await eventually(() => clock.nextDue !== null);
    clock.advance(2_000);
    await accounts.until(watching);
  });
});

describe('a mailbox that its provider lets receive so much a day', () => {
  const hour = (clock: ManualClock) => Math.floor(clock.now().getTime() / 3_600_000);

  it('reads no older texts beyond four fifths of it, says until when, and takes new mail in meanwhile', async () => {
    const { accounts, mail, world, runner } = await startAccount({
      preset: 'gmail',
      provider: 'google',
      messages: 230,
      prepare: ({ accounts, clock }) => {
        accounts.receivedBefore = [{ hour: hour(clock), octets: 2_000_000_000 }];
      },
    });
    const paused = await accounts.until(({ state, progress }) => state === 'watching' && progress !== null);
    // Those of the first screen are read.
    const waiting = await mail.countPendingBodies();
    expect(waiting).toBeGreaterThanOrEqual(30);
    expect(paused.progress).toEqual({
      stage: 'text',
      done: 0,
      total: waiting,
      remainingSeconds: null,
      pausedUntil: '2026-11-21T09:00:00.000Z',
    });
    expect(mail.contents('INBOX')).toHaveLength(230);

    await eventually(() => world.server.transcript.fromClient(/ IDLE/).length > 0);
    fill(world.mailbox, 1, 'INBOX', 500);
    const isRead = () =>
      [...mail.messages.values()].some(({ arrival, body }) => arrival.subject === 'Number 500' && body);
    await eventually(isRead);

    accounts.receivedBefore = [];
    runner.syncNow();
    await accounts.until(watching);
    expect(await mail.countPendingBodies()).toBe(0);
  });

  it('reads no texts at all when all of it is used', async () => {
    const { accounts, mail, world } = await startAccount({
      preset: 'gmail',
      provider: 'google',
      messages: 3,
      prepare: ({ accounts, clock }) => {
        accounts.receivedBefore = [{ hour: hour(clock), octets: 2_500_000_000 }];
      },
    });
    await accounts.until(({ state, progress }) => state === 'watching' && progress !== null);
    await eventually(() => world.server.transcript.fromClient(/ IDLE/).length > 0);
    fill(world.mailbox, 1, 'INBOX', 500);
    await eventually(() => mail.contents('INBOX').length === 4);
    expect(await mail.countPendingBodies()).toBe(4);
  });
});
