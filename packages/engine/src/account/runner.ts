/**
 * Runs one account for as long as it is linked.
 *
 * ```
 *            ┌──────────── again (token aged, connection lost after good work; at most once a minute): nobody is told
 *            ▼                                             │
 *  start ─▶ connect ─▶ syncing ─▶ watching (what each of the two does: mailbox-work.ts)
 *            ▲   │        ▲           │
 *            │   │        └───────────┘ pass is due, Sync was asked
 *            │   └─ any failure ─▶ reaction ─┬─▶ waiting    until its time is over, or Sync is asked (a throttle is kept)
 *            │                               ├─▶ reconnect  until the account changed
 *            │                               └─▶ blocked    until the account changed
 *            └───────────────────────────────────────────────┘
 * ```
 * One connection at a time, on which everything happens in order; between pulls it idles where the mail of the inbox lies. What was
 * done is in the store, so leaving any state at any time loses nothing.
 */
import { type AccountState, asFailure, type Failure, type FailureKind } from '@mailroom/model';
import type { AccountRecord } from '../ports/accounts.ts';
import type { ConnectionEvent, EventPort } from '../ports/events.ts';
import type { ImapSession } from '../provider/imap/index.ts';
import { IdleTrust, Pulses } from '../sync/watch/index.ts';
import { BackOff } from './back-off.ts';
import { type ConnectDeps, connectAccount } from './connect.ts';
import { MailboxWork, type WorkDeps } from './mailbox-work.ts';
import { pause } from './pause.ts';
import { reactTo } from './reaction.ts';
import { SessionAhead } from './session-ahead.ts';
import { StatusWriter } from './status.ts';
import { Wakes } from './wakes.ts';

export interface RunnerDeps extends ConnectDeps, Omit<WorkDeps, 'accounts' | 'clock' | 'log'> {
  events: EventPort;
  random?: () => number;
}

/** States in which nothing is synchronised. */
const idle: ReadonlySet<AccountState> = new Set(['choosing', 'paused', 'unlinking']);

/** A session that lived this long was a good one: what ends it is no reason to wait. */
const goodSession = 60_000;
/** Milliseconds for which a session is kept ready for somebody who chooses; then it is opened when they have. */
const choosingTime = 5 * 60_000;
const sessionEnds: ReadonlySet<FailureKind> = new Set(['connection-lost', 'connection-timed-out']);

export class AccountRunner {
  readonly #accountId: string;
  readonly #deps: RunnerDeps;
  readonly #status: StatusWriter;
  readonly #backOff: BackOff;
  readonly #wakes = new Wakes();
  readonly #stop = new AbortController();
  readonly #pulses: Pulses;
  readonly #idleTrust = new IdleTrust();
  /** Resolves when the runner has ended: stopped, or its account is unlinked, paused or not begun. Never rejects. */
  readonly ended: Promise<void>;
  #healthy = false;
  #connectedAt = 0;
  /** Attempts in a row whose logins the server refused. */
  #refusedLogins = 0;
  /** Of an account whose start was not chosen yet. */
  #ahead: SessionAhead | undefined;
  /** When a lost session was last replaced without waiting. */
  #replacedAt = Number.NEGATIVE_INFINITY;

  constructor(accountId: string, deps: RunnerDeps) {
    this.#accountId = accountId;
    this.#deps = { ...deps, log: deps.log.child({ accountId }) };
    this.#status = new StatusWriter(accountId, deps.accounts);
    this.#backOff = new BackOff(deps.random);
    this.#pulses = new Pulses(() => deps.clock.monotonic());
    this.ended = this.#run();
  }

  /** Pulls now, and tries again now if the account is waiting, unless the provider asked for patience. */
  syncNow(): void {
    this.#wakes.raise('sync');
  }

  /** There are intents to push. */
  wakeIntents(): void {
    this.#wakes.raise('intents');
  }

  /** Something was submitted: the provider may have filed a copy. */
  lookInSent(): void {
    this.#wakes.raise('sent');
  }

  /** Somebody asked for a completeness check, which the store knows of. */
  checkNow(): void {
    this.#wakes.raise('check');
  }

  /** Settings or credentials are new: connects again with them. */
  accountChanged(): void {
    this.#wakes.raise('changed');
  }

  /** Resolves when nothing of this account runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.ended;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        // What changes from here on is not in what is read next.
        this.#wakes.take('changed');
        const account = await this.#deps.accounts.read(this.#accountId);
        if (account?.state === 'choosing') await this.#makeReady(account);
        if (!account || idle.has(account.state)) {
          if (this.#wakes.take('changed')) continue;
          await this.#ahead?.close();
          return;
        }
        await this.#serve(account);
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        await this.#recover(asFailure(error));
      }
    }
  }

  /** Does what can be done before anybody has chosen from when on they want their mail, and waits for that, for a while. */
  async #makeReady(account: AccountRecord): Promise<void> {
    const { reader, mail, clock } = this.#deps;
    await this.#ahead?.close();
    this.#ahead = new SessionAhead(this.#deps, account, this.#stop.signal);
    reader.warm();
    mail.warm();
    const over = clock.monotonic() + choosingTime;
    for (let left = choosingTime; left > 0 && !this.#wakes.has('changed'); left = over - clock.monotonic()) {
      if (this.#stop.signal.aborted) return;
      this.#wakes.take('sync');
      this.#dropWhatTheNextPassDoes();
      await pause(clock, left, [this.#wakes.signal, this.#stop.signal]);
    }
  }

  async #connect(account: AccountRecord): Promise<ImapSession> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return (await ahead?.take(account)) ?? (await connectAccount(this.#deps, account, this.#stop.signal));
  }

  /** Connects and works until the account changed (returns) or something fails (throws). */
  async #serve(account: AccountRecord): Promise<void> {
    this.#wakes.take('changed');
    const session = await this.#connect(account);
    this.#connectedAt = this.#deps.clock.monotonic();
    this.#refusedLogins = 0;
    await this.#note({ kind: 'connected', failure: null, wait: 0 });
    const work = new MailboxWork(account, session, this.#deps, {
      status: this.#status,
      wakes: this.#wakes,
      pulses: this.#pulses,
      idleTrust: this.#idleTrust,
      stop: this.#stop.signal,
      worked: () => this.#worked(),
    });
    try {
      // A session that replaces a lost one is nobody's business; one that ends a wait, or the first one, is.
      let visible = account.state !== 'watching';
      while (!this.#wakes.has('changed') && !this.#stop.signal.aborted) {
        if (this.#wakes.take('sync')) {
          visible = true;
          this.#pulses.askAll();
        }
        await work.synchronise(visible);
        visible = false;
        await work.watch();
      }
    } finally {
      await session.close();
    }
  }

  async #recover(failure: Failure): Promise<void> {
    const { clock, log, accounts } = this.#deps;
    const account = await accounts.read(this.#accountId).catch(() => undefined);
    const everWorked = account?.firstSyncDone ?? false;
    if (sessionEnds.has(failure.kind)) this.#pulses.sessionLost();
    const now = clock.monotonic();
    const healthy = this.#healthy && now - this.#replacedAt >= goodSession;
    // Only mailboxes whose servers a person entered have a password.
    const byToken = account?.provider !== 'imap';
    const reaction = reactTo(failure, { healthy, everWorked, byToken, refusedLogins: this.#refusedLogins });
    this.#healthy = false;
    if (failure.kind === 'login-refused') this.#refusedLogins += 1;
    log.info({ kind: failure.kind, code: failure.code, reaction: reaction.do }, 'account interrupted');
    if (failure.kind === 'unexpected')
      log.error({ err: failure.cause ?? failure }, 'account failed unexpectedly');
    switch (reaction.do) {
      case 'again':
        this.#replacedAt = now;
        await this.#note({ kind: 'dropped', failure: failure.kind, wait: 0 });
        return;
      case 'wait': {
        const milliseconds = reaction.until
          ? Math.max(1_000, reaction.until.getTime() - clock.now().getTime())
          : this.#backOff.next(reaction.schedule);
        const until = new Date(clock.now().getTime() + milliseconds);
        const told = { ...failure.toWire(), next: { do: 'wait', until: until.toISOString() } as const };
        const patient = failure.kind === 'throttled';
        const kind = patient ? 'throttled' : 'failed';
        await this.#note({ kind, failure: failure.kind, wait: milliseconds });
        await this.#saveOutcome({ state: 'waiting', failure: told, progress: null, nextSyncAt: until });
        await this.#waitOut(milliseconds, patient);
        return;
      }
      case 'reconnect':
        await this.#note({ kind: 'reconnect', failure: failure.kind, wait: 0 });
        await this.#saveOutcome({
          state: 'reconnect',
          failure: failure.toWire(),
          progress: null,
          nextSyncAt: null,
        });
        await this.#untilChanged();
        return;
      case 'block': {
        // Mended at the provider as often as here: an uploaded certificate or a lifted policy tells nobody, so it is looked again.
        const milliseconds = this.#backOff.next('mailbox');
        const nextSyncAt = new Date(clock.now().getTime() + milliseconds);
        await this.#note({ kind: 'blocked', failure: failure.kind, wait: milliseconds });
        await this.#saveOutcome({
          state: 'blocked',
          failure: failure.toWire(),
          progress: null,
          nextSyncAt,
        });
        await this.#waitOut(milliseconds, false);
        return;
      }
    }
  }

  /** A store that cannot be written to (a full disk) must not end the runner that will write to it again. */
  async #saveOutcome(status: Parameters<StatusWriter['save']>[0]): Promise<void> {
    try {
      await this.#status.save(status);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'account state could not be stored');
    }
  }

  /** What its owner sees of the last weeks must not end what it tells of. */
  async #note(event: ConnectionEvent): Promise<void> {
    try {
      await this.#deps.events.record(this.#accountId, event);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'what happened to the account could not be stored');
    }
  }

  async #waitOut(milliseconds: number, patient: boolean): Promise<void> {
    const { clock } = this.#deps;
    const over = clock.monotonic() + milliseconds;
    while (!this.#stop.signal.aborted) {
      const left = over - clock.monotonic();
      if (left <= 0 || this.#wakes.has('changed')) return;
      if (this.#wakes.take('sync')) {
        // Whoever asked means every folder, also where it is only afterwards that there is a connection to look with.
        this.#pulses.askAll();
        if (!patient) return;
      }
      this.#dropWhatTheNextPassDoes();
      await pause(clock, left, [this.#wakes.signal, this.#stop.signal]);
    }
  }

  async #untilChanged(): Promise<void> {
    while (!this.#stop.signal.aborted && !this.#wakes.has('changed')) {
      this.#wakes.take('sync');
      this.#dropWhatTheNextPassDoes();
      await pause(this.#deps.clock, null, [this.#wakes.signal, this.#stop.signal]);
    }
  }

  /** Intents and checks stay in the store and are done, and every folder is looked at, as soon as there is a connection again. */
  #dropWhatTheNextPassDoes(): void {
    this.#wakes.take('intents');
    this.#wakes.take('check');
    this.#wakes.take('sent');
  }

  #worked(): void {
    this.#healthy = true;
    this.#pulses.progressed();
    // A server that hangs up each time soon after login is not to be logged in to at the first step's pace for ever.
    if (this.#deps.clock.monotonic() - this.#connectedAt >= goodSession) this.#backOff.reset();
  }
}
