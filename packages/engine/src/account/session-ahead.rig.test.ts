import { describe, expect, it } from 'vitest';
import { eventually, type RunningAccount, startAccount, watching } from '../testing/practice-account.ts';

/** An account whose owner has not said yet from when on they want their mail. */
function startChoosing(): Promise<RunningAccount> {
  return startAccount({
    prepare: ({ accounts }) => {
      accounts.record.state = 'choosing';
    },
  });
}

function logins({ world }: RunningAccount): number {
  return world.server.transcript.fromClient(/ AUTHENTICATE/).length;
}

function choose({ accounts, runner }: RunningAccount): void {
  accounts.record.state = 'syncing';
  runner.accountChanged();
}

function ready(running: RunningAccount): Promise<void> {
  return eventually(() => logins(running) === 1);
}

describe('an account whose start is being chosen', () => {
  it('is logged in already, and synchronised on that session once it is chosen', async () => {
    const running = await startChoosing();
    await ready(running);
    expect(running.world.server.transcript.fromClient(/ (LIST|SELECT|FETCH) /)).toEqual([]);
    expect(await running.mail.listFolders()).toEqual([]);
    expect(running.accounts.statuses).toEqual([]);
    choose(running);
    await running.accounts.until(watching);
    expect(logins(running)).toBe(1);
    expect(running.mail.contents('INBOX')).toHaveLength(10);
  });

  it('is synchronised as well when it is chosen before anything is ready', async () => {
    const running = await startChoosing();
    choose(running);
    await running.accounts.until(watching);
    expect(logins(running)).toBe(1);
  });

  it('is given up after five minutes, and left to be started', async () => {
    const running = await startChoosing();
    await ready(running);
    await eventually(() => running.clock.nextDue !== null);
    running.clock.advance(5 * 60_000);
    await running.runner.ended;
    await eventually(() => running.world.server.transcript.fromClient(/ LOGOUT/).length === 1);
    expect(running.accounts.statuses).toEqual([]);
  });

  it('tells no failure, and is opened anew once it is chosen', async () => {
    const running = await startAccount({
      prepare: ({ accounts, world }) => {
        accounts.record.state = 'choosing';
        world.tokens.clear();
      },
    });
    await eventually(() => running.tokens.refreshNow.mock.calls.length > 0);
    expect(running.accounts.statuses).toEqual([]);
    running.world.tokens.add('good-token');
    choose(running);
    await running.accounts.until(watching);
  });
});
