/** Completeness checks beside everything else that a runner does, and what becomes of one that is cut off. */
import { describe, expect, it } from 'vitest';
import {
  eventually,
  inState,
  type RunningAccount,
  startAccount,
  watching,
} from '../testing/practice-account.ts';
import { fill, onServer } from '../testing/practice-server.ts';
import { CheckTurn } from './check-turn.ts';

/** The store lost some messages of an inbox that is watched. */
async function watchedWithLosses(): Promise<RunningAccount> {
  const running = await startAccount({ preset: 'dovecot', messages: 60 });
  await running.accounts.until(watching);
  const [inbox] = (await running.mail.listFolders()).filter(({ path }) => path === 'INBOX');
  await running.mail.removePlaces(inbox?.id ?? 0, [5, 6, 7]);
  return running;
}

function ask({ completeness, runner }: RunningAccount): void {
  completeness.record = { ...completeness.record, asked: true };
  runner.checkNow();
}

describe('an account that is checked', () => {
  it('is mended when somebody asks, and told what was', async () => {
    const running = await watchedWithLosses();
    ask(running);
    await eventually(() => running.completeness.outcomes.length === 1);
    expect(running.completeness.outcomes[0]).toMatchObject({ mended: { missing: 3 }, failure: null });
    expect(running.mail.contents('INBOX')).toEqual(onServer(running.world, 'INBOX'));
    expect(await running.mail.countPendingBodies()).toBe(0);
  });

  it('is checked by itself once that is due, and then not again', async () => {
    const running = await watchedWithLosses();
    running.completeness.record = { ...running.completeness.record, linkedAt: new Date(0) };
    running.runner.wakeIntents();
    await eventually(() => running.completeness.outcomes.length === 1);
    running.runner.wakeIntents();
    fill(running.world.mailbox, 1, 'INBOX', 61);
    await eventually(() => running.mail.contents('INBOX').length === 61);
    expect(running.completeness.outcomes).toHaveLength(1);
  });

  it('pushes what people ask for between two steps', async () => {
    const running = await watchedWithLosses();
    const { intents, completeness, world } = running;
    const { uidValidity } = world.mailbox.folder('INBOX');
    const progress = completeness.saveProgress.bind(completeness);
    completeness.saveProgress = async (id, told) => {
      await progress(id, told);
      if (told.stage !== 'provider' || told.done !== 1) return;
      const push = { kind: 'flag', folderPath: 'INBOX', uidValidity, flag: '\\Seen', value: true } as const;
      intents.pushes = [{ ...push, intentIds: [1], uids: [9] }];
    };
    ask(running);
    await eventually(() => completeness.outcomes.length === 1);
    const said = world.server.transcript.entries.map(({ text }) => text);
    const pushed = said.findIndex((text) => text.includes('UID STORE 9'));
    expect(pushed).toBeGreaterThan(0);
    expect(said.findLastIndex((text) => / SELECT /.test(text) && !text.includes('INBOX'))).toBeGreaterThan(
      pushed,
    );
  });

  it('is begun again with the next session, and given up for the week after three that ended', async () => {
    const running = await watchedWithLosses();
    const { completeness, world, clock } = running;
    // What a check alone asks for: every flag of a folder that keeps mod-sequences.
    for (let at = 0; at < 3; at += 1) world.faults.hangUpOn('FETCH');
    ask(running);
    // The session after the third cut is told of nothing any more.
    await eventually(() => {
      clock.advance(15 * 60_000);
      return completeness.outcomes.length === 1 && world.server.connections === 4;
    });
    expect(completeness.outcomes[0]).toMatchObject({ failure: 'connection-lost' });
    expect(completeness.record.begun).toBe(false);
  });
});

describe('what happens to the connection', () => {
  it('is kept: connected, dropped and made again, failed, waiting for its owner', async () => {
    const running = await startAccount({ preset: 'dovecot', messages: 3 });
    const { accounts, events, world, clock, tokens } = running;
    await accounts.until(watching);
    expect(events.events).toMatchObject([{ kind: 'connected', failure: null }]);
    world.server.expireSessions();
    await eventually(() => events.events.length === 3);
    expect(events.events.map(({ kind }) => kind)).toEqual(['connected', 'dropped', 'connected']);
    world.faults.throttle(92_000, { during: 'LIST' });
    running.runner.syncNow();
    await accounts.until(inState('waiting'));
    expect(events.events.at(-1)).toMatchObject({ kind: 'throttled', failure: 'throttled', wait: 92_000 });
    world.tokens.clear();
    tokens.refreshNow.mockImplementation(async () => ({
      token: 'refused',
      expiresAt: new Date('2027-01-01'),
    }));
    await eventually(() => {
      clock.advance(60 * 60_000);
      return accounts.record.state === 'reconnect';
    });
    expect(events.events.at(-1)).toMatchObject({ kind: 'reconnect' });
  });
});

describe('the turn', () => {
  it('is one account’s at a time', () => {
    const turn = new CheckTurn();
    expect([turn.take(), turn.take()]).toEqual([true, false]);
    turn.giveBack();
    expect(turn.take()).toBe(true);
  });
});
