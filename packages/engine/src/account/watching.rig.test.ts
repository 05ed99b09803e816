import { describe, expect, it } from 'vitest';
import {
  eventually,
  inState,
  type RunningAccount,
  startAccount,
  watching,
} from '../testing/practice-account.ts';
import { fill, onServer } from '../testing/practice-server.ts';

const minute = 60_000;

const idles = ({ world }: RunningAccount) => world.server.transcript.fromClient(/ IDLE$/).length;
const stored = ({ mail }: RunningAccount, path = 'INBOX') => mail.contents(path).length;

/** Lets the runner come to rest, and then so much time pass. */
async function pass(running: RunningAccount, milliseconds: number): Promise<void> {
  const { clock } = running;
  await eventually(() => clock.nextDue !== null && clock.nextDue > 0);
  clock.advance(milliseconds);
}

describe('new mail', () => {
  it('that IDLE tells of is asked for in one exchange', async () => {
    const running = await startAccount({ preset: 'dovecot' });
    await running.accounts.until(watching);
    await eventually(() => idles(running) > 0);
    const { world } = running;
    world.server.transcript.clear();
    fill(world.mailbox, 1, 'INBOX', 50);
    await eventually(() => stored(running) === 11);
    const said = world.server.transcript.fromClient(/./).map(({ text }) => text);
    expect(said.slice(0, 2)).toEqual(['DONE', expect.stringMatching(/ UID FETCH 11:\* \(UID FLAGS /)]);
    expect(running.mail.contents('INBOX')).toEqual(onServer(world, 'INBOX'));
    await eventually(() => idles(running) > 0);
  });

  it('is found by the next pass where IDLE tells nothing, and every minute once that has happened twice', async () => {
    const running = await startAccount({ preset: 'outlook' });
    await running.accounts.until(watching);
    const { world, clock } = running;
    world.faults.muteIdle();
    for (const more of [1, 2]) {
      await eventually(() => idles(running) > 0 && clock.nextDue === 5 * minute);
      fill(world.mailbox, 1, 'INBOX', 50 + more);
      await pass(running, 5 * minute);
      await eventually(() => stored(running) === 10 + more);
    }
    await eventually(() => clock.nextDue === minute);
    fill(world.mailbox, 1, 'INBOX', 60);
    await pass(running, minute);
    await eventually(() => stored(running) === 13);
  });

  it('in another folder is found by its counts, within a minute once it is busy', async () => {
    const running = await startAccount({ preset: 'dovecot' });
    await running.accounts.until(watching);
    const { world, clock } = running;
    fill(world.mailbox, 1, 'Archive', 50);
    for (let at = 0; at < 4 && stored(running, 'Archive') === 0; at += 1) await pass(running, 5 * minute);
    await eventually(() => stored(running, 'Archive') === 1);
    await eventually(() => (clock.nextDue ?? minute + 1) <= minute);
    fill(world.mailbox, 1, 'Archive', 51);
    await pass(running, minute);
    await eventually(() => stored(running, 'Archive') === 2);
  });
});

describe('a pass in which nothing is new', () => {
  it('asks for each thing once, and stores its outcome once', async () => {
    const running = await startAccount({ preset: 'dovecot' });
    const { world, accounts, clock } = running;
    await accounts.until(watching);
    await eventually(() => idles(running) > 0 && clock.nextDue === 5 * minute);
    world.server.transcript.clear();
    const before = accounts.statuses.length;
    await pass(running, 5 * minute);
    await eventually(() => idles(running) > 0);
    const said = world.server.transcript.fromClient(/./).map(({ text }) => text.split(' ')[1] ?? text);
    expect(said).toEqual(['DONE', 'LIST', 'LIST', 'NOOP', 'SELECT', 'IDLE']);
    expect(accounts.statuses.slice(before).map(({ state }) => state)).toEqual(['watching']);
  });
});

describe('a person who presses Sync while the account waits', () => {
  it('has every folder looked at as soon as there is a connection, not those alone that are due', async () => {
    const running = await startAccount({ preset: 'plain' });
    const { world, accounts, mail, clock, runner } = running;
    fill(world.mailbox, 1, 'Drafts', 50);
    await accounts.until(watching);
    await eventually(() => stored(running, 'Drafts') === 1);
    const lift = world.faults.greetingBye();
    world.server.expireSessions();
    await accounts.until(inState('waiting'));
    const drafts = world.mailbox.folder('Drafts');
    drafts.addFlags(drafts.messages[0]?.uid ?? 0, ['\\Flagged']);
    lift.lift();
    await eventually(() => clock.nextDue !== null);
    runner.syncNow();
    await eventually(() => mail.contents('Drafts')[0]?.flags.includes('\\Flagged') === true);
  });
});

describe('a server that hangs up', () => {
  it('as soon as folders are asked for is logged in to less and less often', async () => {
    const running = await startAccount({
      preset: 'outlook',
      prepare: ({ world }) => {
        world.faults.hangUpOn('STATUS', { times: 100 });
      },
    });
    const { world, clock } = running;
    for (let at = 0; at < 12; at += 1) {
      await eventually(() => clock.nextDue !== null && clock.nextDue > 0);
      clock.advance(Math.min(clock.nextDue ?? 0, minute));
    }
    expect(world.server.connections).toBeLessThan(14);
    world.faults.clear();
  });
});

describe('an account', () => {
  it('whose server stalls in the middle of a literal delays no other', async () => {
    const attacked = await startAccount({
      preset: 'dovecot',
      messages: 50,
      prepare: ({ world }) => world.faults.stall('FETCH', { afterBytes: 3_000 }),
    });
    await expect.poll(() => attacked.world.server.transcript.fromClient(/ FETCH /).length).toBeGreaterThan(0);
    const other = await startAccount({ preset: 'dovecot' });
    await other.accounts.until(watching);
    await eventually(() => idles(other) > 0);
    const delays: number[] = [];
    for (let more = 1; more <= 5; more += 1) {
      const began = performance.now();
      fill(other.world.mailbox, 1, 'INBOX', 50 + more);
      await eventually(() => stored(other) === 10 + more);
      delays.push(performance.now() - began);
    }
    // The third of five: one may coincide with what else the machine does.
    expect(delays.sort((one, next) => one - next)[2]).toBeLessThan(1_000);
    expect(attacked.accounts.record.state).toBe('syncing');
    attacked.world.faults.clear();
  });
});
