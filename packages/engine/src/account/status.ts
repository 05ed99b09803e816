/** Writes an account's state to the store: in order, and progress at most twice a second. */
import type { SyncStage } from '@mailroom/model';
import type { AccountPort, AccountStatus } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PullProgress } from '../sync/pull/index.ts';
import { Pace } from './pace.ts';

const progressInterval = 500;

export class StatusWriter {
  readonly #accountId: string;
  readonly #accounts: AccountPort;
  #last: Promise<void> = Promise.resolve();

  constructor(accountId: string, accounts: AccountPort) {
    this.#accountId = accountId;
    this.#accounts = accounts;
  }

  /** Resolves once the store has it; an earlier status never overwrites a later one. */
  save(status: AccountStatus): Promise<void> {
    const saved = this.#last.then(() => this.#accounts.saveStatus(this.#accountId, status));
    this.#last = saved.catch(() => undefined);
    return saved;
  }
}

/** Progress of one synchronisation as the account's status, with remaining time as far as it is known. */
export class StatusProgress implements PullProgress {
  readonly #status: StatusWriter;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onWork: () => void;
  #stage: SyncStage = 'folders';
  #done = 0;
  #total = 0;
  #pace = new Pace();
  #savedAt = Number.NEGATIVE_INFINITY;

  /** @param onWork hears that something was done: the connection is good */
  constructor(status: StatusWriter, clock: Clock, log: Log, onWork: () => void) {
    this.#status = status;
    this.#clock = clock;
    this.#log = log;
    this.#onWork = onWork;
  }

  begin(stage: SyncStage, total: number): void {
    this.#stage = stage;
    this.#done = 0;
    this.#total = total;
    this.#pace = new Pace();
    this.#pace.record(0, this.#clock.monotonic());
    this.#savedAt = Number.NEGATIVE_INFINITY;
    this.#save();
  }

  advance(messages: number): void {
    this.#onWork();
    this.#done += messages;
    // Mail that arrives meanwhile is done but was not counted; "101 of 100" helps nobody.
    this.#total = Math.max(this.#total, this.#done);
    this.#pace.record(this.#done, this.#clock.monotonic());
    this.#save();
  }

  #save(): void {
    const now = this.#clock.monotonic();
    if (now - this.#savedAt < progressInterval) return;
    this.#savedAt = now;
    const { measured } = this.#pace;
    const progress = {
      stage: this.#stage,
      done: this.#done,
      total: this.#total,
      remainingSeconds: this.#pace.remainingSeconds(this.#total),
      ...(measured && {
        measured: { messages: measured.messages, seconds: Math.round(measured.elapsed / 1000) },
      }),
    };
    this.#status.save({ state: 'syncing', failure: null, progress }).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'progress could not be stored');
    });
  }
}

/** For pulls that nobody waits for: they show as new mail, not as progress. */
export function quietProgress(onWork: () => void): PullProgress {
  return { begin: () => undefined, advance: onWork };
}
