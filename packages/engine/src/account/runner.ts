/**
 * Runs one account for as long as it is linked.
 *
 * ```
 *            ┌───────────────────────── again (token aged, connection lost after good work): nobody is told
 *            ▼                                             │
 *  start ─▶ connect ─▶ syncing: push, folder list, folders, text ─▶ watching ─┐ news, intents: pull or push, watch on
 *            ▲   │                 ▲                                │  ▲      │
 *            │   │                 └── poll is due, Sync was asked ─┘  └──────┘
 *            │   └─ any failure ─▶ reaction ─┬─▶ waiting    until its time is over, or Sync is asked (a throttle is kept)
 *            │                               ├─▶ reconnect  until the account changed
 *            │                               └─▶ blocked    until the account changed
 *            └───────────────────────────────────────────────┘
 * ```
 * One connection at a time, on which everything happens in order; between pulls it idles where the mail of the inbox lies. What was
 * done is in the store, so leaving any state at any time loses nothing.
 */
import { asFailure, type Failure } from '@mailroom/model';
import type { AccountRecord } from '../ports/accounts.ts';
import type { IntentPort } from '../ports/intents.ts';
import type { FolderRecord, MailPort } from '../ports/mail.ts';
import type { ImapSession } from '../provider/imap/index.ts';
import {
  type BodyReader,
  holderOf,
  type PullContext,
  pullFolderList,
  pullFolders,
  TextPull,
} from '../sync/pull/index.ts';
import { pushFlags } from '../sync/push/index.ts';
import { pullNews, watchFolder } from '../sync/watch/index.ts';
import { BackOff } from './back-off.ts';
import { type ConnectDeps, connectAccount } from './connect.ts';
import { reactTo } from './reaction.ts';
import { quietProgress, StatusProgress, StatusWriter } from './status.ts';
import { Wakes } from './wakes.ts';

export interface RunnerDeps extends ConnectDeps {
  mail: MailPort;
  intents: IntentPort;
  reader: BodyReader;
  pollIntervalMilliseconds: number;
  random?: () => number;
}

/** While the texts of a large mailbox are read, the inbox is looked at this often. */
const newsDuringText = 30_000;

export class AccountRunner {
  readonly #accountId: string;
  readonly #deps: RunnerDeps;
  readonly #status: StatusWriter;
  readonly #backOff: BackOff;
  readonly #wakes = new Wakes();
  readonly #stop = new AbortController();
  /** Resolves when the runner has ended: stopped, or its account is unlinked or not begun. Never rejects. */
  readonly ended: Promise<void>;
  #healthy = false;

  constructor(accountId: string, deps: RunnerDeps) {
    this.#accountId = accountId;
    this.#deps = { ...deps, log: deps.log.child({ accountId }) };
    this.#status = new StatusWriter(accountId, deps.accounts);
    this.#backOff = new BackOff(deps.random);
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
        const account = await this.#deps.accounts.read(this.#accountId);
        if (!account || account.state === 'choosing' || account.state === 'unlinking') {
          if (this.#wakes.take('changed')) continue;
          return;
        }
        await this.#serve(account);
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        await this.#recover(asFailure(error));
      }
    }
  }

  /** Connects and works until the account changed (returns) or something fails (throws). */
  async #serve(account: AccountRecord): Promise<void> {
    this.#wakes.take('changed');
    const session = await connectAccount(this.#deps, account, this.#stop.signal);
    try {
      // A session that replaces a lost one is nobody's business; one that ends a wait, or the first one, is.
      let visible = account.state !== 'watching';
      while (!this.#wakes.has('changed') && !this.#stop.signal.aborted) {
        visible = this.#wakes.take('sync') || visible;
        const inbox = await this.#synchronise(account, session, visible);
        visible = false;
        await this.#watch(account, session, inbox);
      }
    } finally {
      await session.close();
    }
  }

  /** One pass over everything. Afterwards the account is `watching`. */
  async #synchronise(
    account: AccountRecord,
    session: ImapSession,
    visible: boolean,
  ): Promise<FolderRecord | undefined> {
    const { mail, clock } = this.#deps;
    const context = this.#context(account, session, visible);
    if (visible) context.progress.begin('folders', 0);
    await this.#push(session);
    const folders = await pullFolderList(context);
    this.#worked();
    await pullFolders(context, folders);
    const now = clock.now();
    await this.#status.save({
      state: visible ? 'syncing' : 'watching',
      failure: null,
      progress: null,
      lastSyncedAt: now,
      firstSyncDone: true,
    });
    const pending = await mail.countPendingBodies(account.id);
    if (visible) context.progress.begin('text', pending);
    const inbox = holderOf(await mail.listFolders(account.id), 'inbox');
    await this.#readTexts(context, inbox);
    await this.#status.save({
      state: 'watching',
      failure: null,
      progress: null,
      lastSyncedAt: clock.now(),
      nextSyncAt: new Date(clock.now().getTime() + this.#deps.pollIntervalMilliseconds),
    });
    this.#worked();
    return inbox;
  }

  /** @param inbox looked at while a large mailbox is read. */
  async #readTexts(context: PullContext, inbox?: FolderRecord): Promise<void> {
    const { clock, reader } = this.#deps;
    const texts = new TextPull(context, reader);
    let lookedAt = clock.monotonic();
    try {
      while (await texts.next()) {
        this.#stop.signal.throwIfAborted();
        await this.#push(context.session);
        if (inbox && clock.monotonic() - lookedAt > newsDuringText) {
          lookedAt = clock.monotonic();
          await pullNews({ ...context, progress: quietProgress(() => this.#worked()) }, inbox.id);
        }
      }
    } finally {
      await texts.settled();
    }
  }

  /** Idles where new mail is told, pulling and pushing what comes up, until the next pass is due or asked for. */
  async #watch(account: AccountRecord, session: ImapSession, inbox: FolderRecord | undefined): Promise<void> {
    const { clock, pollIntervalMilliseconds } = this.#deps;
    const context = this.#context(account, session, false);
    const due = clock.monotonic() + pollIntervalMilliseconds;
    const nothingAsked = () => !this.#wakes.has('sync') && !this.#wakes.has('changed');
    while (nothingAsked() && !this.#stop.signal.aborted) {
      await this.#push(session);
      if (this.#wakes.take('sent')) {
        await this.#pullSent(context);
        await this.#readTexts(context);
      }
      if (inbox) {
        await pullNews(context, inbox.id);
        await this.#readTexts(context);
        // IDLE tells of the selected folder only, and a text of another folder has led away from the inbox.
        if (!session.isIn(inbox.path)) await pullNews(context, inbox.id);
      }
      const left = due - clock.monotonic();
      if (left <= 0) return;
      await this.#pause(left, (signal) => watchFolder(session, inbox?.path, signal));
      // Ended by news, a wake or the time; the loop looks which.
      this.#stop.signal.throwIfAborted();
    }
  }

  async #pullSent(context: PullContext): Promise<void> {
    const sent = holderOf(await context.mail.listFolders(this.#accountId), 'sent');
    if (sent) await pullNews(context, sent.id);
  }

  async #push(session: ImapSession): Promise<void> {
    this.#wakes.take('intents');
    const { intents, log } = this.#deps;
    await pushFlags({ accountId: this.#accountId, session, intents, log });
  }

  async #recover(failure: Failure): Promise<void> {
    const { clock, log, accounts } = this.#deps;
    const account = await accounts.read(this.#accountId).catch(() => undefined);
    const everWorked = account?.firstSyncDone ?? false;
    const reaction = reactTo(failure, { healthy: this.#healthy, everWorked });
    this.#healthy = false;
    log.info({ kind: failure.kind, code: failure.code, reaction: reaction.do }, 'account interrupted');
    if (failure.kind === 'unexpected')
      log.error({ err: failure.cause ?? failure }, 'account failed unexpectedly');
    switch (reaction.do) {
      case 'again':
        return;
      case 'wait': {
        const milliseconds = reaction.until
          ? Math.max(1_000, reaction.until.getTime() - clock.now().getTime())
          : this.#backOff.next(reaction.schedule);
        const until = new Date(clock.now().getTime() + milliseconds);
        const told = { ...failure.toWire(), next: { do: 'wait', until: until.toISOString() } as const };
        await this.#saveOutcome({ state: 'waiting', failure: told, progress: null, nextSyncAt: until });
        await this.#waitOut(milliseconds, failure.kind === 'throttled');
        return;
      }
      case 'reconnect':
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

  async #waitOut(milliseconds: number, patient: boolean): Promise<void> {
    const { clock } = this.#deps;
    const over = clock.monotonic() + milliseconds;
    while (!this.#stop.signal.aborted) {
      const left = over - clock.monotonic();
      if (left <= 0 || this.#wakes.has('changed')) return;
      if (this.#wakes.take('sync') && !patient) return;
      this.#dropWhatTheNextPassDoes();
      await this.#pause(left, aborted);
    }
  }

  async #untilChanged(): Promise<void> {
    while (!this.#stop.signal.aborted && !this.#wakes.has('changed')) {
      this.#wakes.take('sync');
      this.#dropWhatTheNextPassDoes();
      await this.#pause(null, aborted);
    }
  }

  /** Intents stay in the store and are pushed, and every folder is looked at, as soon as there is a connection again. */
  #dropWhatTheNextPassDoes(): void {
    this.#wakes.take('intents');
    this.#wakes.take('sent');
  }

  /** Runs `during` until it returns, the time is over (null: never), something is asked, or the account stops. */
  async #pause(milliseconds: number | null, during: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#wakes.signal, this.#stop.signal]);
    if (milliseconds !== null) {
      this.#deps.clock.sleep(milliseconds, signal).then(
        () => over.abort(),
        () => undefined,
      );
    }
    try {
      await during(signal);
    } finally {
      over.abort();
    }
  }

  #context(account: AccountRecord, session: ImapSession, visible: boolean): PullContext {
    const { mail, clock, log } = this.#deps;
    const worked = () => this.#worked();
    return {
      accountId: account.id,
      syncSince: account.syncSince,
      session,
      mail,
      progress: visible ? new StatusProgress(this.#status, clock, log, worked) : quietProgress(worked),
      clock,
      log,
    };
  }

  #worked(): void {
    this.#healthy = true;
    this.#backOff.reset();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
