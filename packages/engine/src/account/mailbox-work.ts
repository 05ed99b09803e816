/**
 * What is done on one session of an account: passes over all folders, and between them watching.
 *
 * ```
 *  synchronise: push ─▶ folder list ─▶ newest of the inbox, with texts (first time) ─▶ folders that are due ─▶ texts ─┐
 *       ▲                                                                                                             │
 *       │ pass is due, Sync was asked                                                                                 │
 *       └──────────────── watch: push ─▶ sent copies ─▶ news of the inbox ─▶ texts ─▶ IDLE or rest ◀──────────────────┘
 *                           ▲                          (a check is due)               │
 *                           └── news, intents, a busy folder's glance, a poll ────────┘
 * ```
 */
import type { SyncProgress } from '@mailroom/model';
import type { AccountPort, AccountRecord } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { IntentPort } from '../ports/intents.ts';
import type { Log } from '../ports/log.ts';
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
import { type PushContext, pushIntents, removeMarked } from '../sync/push/index.ts';
import { glanceEvery, type IdleTrust, type Pulses, pullNews, watchFolder } from '../sync/watch/index.ts';
import { type Allowance, ReceivedOctets } from './allowance.ts';
import { type CheckDeps, checkWhenDue } from './completeness.ts';
import { pause } from './pause.ts';
import { quietProgress, StatusProgress, type StatusWriter } from './status.ts';
import type { Wakes } from './wakes.ts';

export interface WorkDeps extends CheckDeps {
  accounts: AccountPort;
  mail: MailPort;
  intents: IntentPort;
  reader: BodyReader;
  clock: Clock;
  log: Log;
  pollIntervalMilliseconds: number;
}

/** What outlives a session. */
export interface WorkState {
  status: StatusWriter;
  wakes: Wakes;
  pulses: Pulses;
  idleTrust: IdleTrust;
  stop: AbortSignal;
  /** Something was done: the connection is good. */
  worked(): void;
}

/** While the texts of a large mailbox are read, the inbox is looked at this often. */
const newsDuringText = 30_000;

export class MailboxWork {
  readonly #account: AccountRecord;
  readonly #session: ImapSession;
  readonly #deps: WorkDeps;
  readonly #state: WorkState;
  readonly #received: ReceivedOctets;
  /** Texts that the last pass left to a day with more allowance. */
  #leftPending = 0;
  /** Folders of the last pass. */
  #folders: readonly FolderRecord[] = [];
  /** Where new mail of the inbox is told. */
  #inbox: FolderRecord | undefined;
  /** The inbox was idle until the look or the pass that is under way, and heard nothing. */
  #idled = false;
  /** UIDNEXT of the inbox at the last look. */
  #uidNext = 0;

  constructor(account: AccountRecord, session: ImapSession, deps: WorkDeps, state: WorkState) {
    this.#account = account;
    this.#session = session;
    this.#deps = deps;
    this.#state = state;
    this.#received = new ReceivedOctets(account.id, deps.accounts, deps.clock);
  }

  /**
   * One pass over all folders that are due. Afterwards the account is `watching`.
   * @param visible whether it shows as progress
   */
  async synchronise(visible: boolean): Promise<void> {
    const { mail, reader, clock, pollIntervalMilliseconds } = this.#deps;
    const { status, pulses, worked } = this.#state;
    const context = this.#context(visible);
    if (!this.#account.firstSyncDone) {
      reader.warm();
      mail.warm();
    }
    if (visible) context.progress.begin('folders', 0);
    await this.#push();
    await removeMarked(this.#pushContext());
    this.#folders = await pullFolderList(context);
    worked();
    await this.#withTexts(context, async (texts) => {
      await pullFolders(context, this.#folders, {
        attention: pulses,
        onNewest: async () => {
          const { left } = await this.#received.count(this.#session);
          if (left !== 'none') await texts.next();
        },
        onFirstScreen: async () => {
          // Were thousands listed beside it, the first fifty would wait for their turn at every step.
          await texts.settled();
        },
      });
    });
    if (visible) {
      await status.save({
        state: 'syncing',
        failure: null,
        progress: null,
        lastSyncedAt: clock.now(),
        firstSyncDone: true,
      });
      context.progress.begin('text', await mail.countPendingBodies(this.#account.id));
    }
    this.#inbox = holderOf(await mail.listFolders(this.#account.id), 'inbox');
    const allowance = await this.#readTexts(context, this.#inbox);
    await status.save({
      state: 'watching',
      failure: null,
      progress: await this.#pausedBy(allowance),
      lastSyncedAt: clock.now(),
      nextSyncAt: new Date(clock.now().getTime() + pollIntervalMilliseconds),
    });
    worked();
  }

  /** Idles where new mail is told, pulling and pushing what comes up, until the next pass is due or asked for. */
  async watch(): Promise<void> {
    const { clock, pollIntervalMilliseconds } = this.#deps;
    const { wakes, stop } = this.#state;
    const context = this.#context(false);
    const due = clock.monotonic() + pollIntervalMilliseconds;
    while (!wakes.has('sync') && !wakes.has('changed') && !stop.aborted) {
      await this.#push();
      if (wakes.take('sent')) await this.#lookInSent(context);
      await this.#lookAtInbox(context);
      wakes.take('check');
      if (await checkWhenDue(this.#deps, context, this.#betweenSteps(context))) continue;
      const left = due - clock.monotonic();
      if (left <= 0) return;
      if (!(await this.#glanceAtBusy(context))) await this.#await(left);
      stop.throwIfAborted();
      // The pass looks at all that another round would.
      if (clock.monotonic() >= due) return;
    }
  }

  async #lookAtInbox(context: PullContext): Promise<void> {
    const inbox = this.#inbox;
    if (!inbox) return;
    await pullNews(context, inbox.id);
    await this.#judgeIdle(inbox);
    await this.#readNewTexts(context);
    // IDLE tells of the selected folder only, and a text of another folder has led away from the inbox.
    if (!this.#session.isIn(inbox.path)) await pullNews(context, inbox.id);
  }

  /** What goes on between two steps of a check. @returns whether the check goes on as well */
  #betweenSteps(context: PullContext): () => Promise<boolean> {
    const { clock } = this.#deps;
    const { wakes, stop } = this.#state;
    let lookedAt = clock.monotonic();
    return async () => {
      stop.throwIfAborted();
      await this.#push();
      if (this.#inbox && clock.monotonic() - lookedAt > newsDuringText) {
        lookedAt = clock.monotonic();
        await pullNews(context, this.#inbox.id);
      }
      return !wakes.has('changed');
    };
  }

  async #lookInSent(context: PullContext): Promise<void> {
    const sent = holderOf(await context.mail.listFolders(this.#account.id), 'sent');
    if (sent) await pullNews(context, sent.id);
    await this.#readNewTexts(context);
  }

  /** @returns whether a folder was due */
  async #glanceAtBusy(context: PullContext): Promise<boolean> {
    const { pulses } = this.#state;
    if (pulses.nextGlance(this.#others()) !== 0) return false;
    const ids = new Set(this.#others().map(({ id }) => id));
    const now = await context.mail.listFolders(this.#account.id);
    await pullFolders(
      context,
      now.filter(({ id }) => ids.has(id)),
      { attention: pulses },
    );
    await this.#readNewTexts(context);
    return true;
  }

  /** Waits for news, or until something is due. */
  async #await(left: number): Promise<void> {
    const { clock } = this.#deps;
    const { wakes, stop, pulses, idleTrust } = this.#state;
    const idles = this.#inbox !== undefined && this.#session.capabilities.idle;
    const poll = idles && idleTrust.trusted ? left : glanceEvery.busy;
    const wait = Math.min(left, poll, pulses.nextGlance(this.#others()) ?? left);
    await pause(clock, wait, [wakes.signal, stop], (signal) =>
      watchFolder(this.#session, this.#inbox?.path, signal),
    );
    const { arrived, changed } = this.#session.news;
    if (arrived || changed) idleTrust.heard();
    this.#idled = idles && !arrived && !changed;
  }

  /** New mail that a look finds although IDLE told nothing. */
  async #judgeIdle(inbox: FolderRecord): Promise<void> {
    const idled = this.#idled;
    this.#idled = false;
    const now = (await this.#deps.mail.listFolders(this.#account.id)).find(({ id }) => id === inbox.id);
    if (idled && (now?.uidNext ?? 0) > this.#uidNext) this.#state.idleTrust.missed();
    this.#uidNext = now?.uidNext ?? 0;
  }

  #others(): readonly FolderRecord[] {
    return this.#folders.filter(({ id }) => id !== this.#inbox?.id);
  }

  /**
   * Reads what is pending, as far as the provider's daily allowance goes.
   * @param inbox looked at while a large mailbox is read.
   */
  async #readTexts(context: PullContext, inbox?: FolderRecord): Promise<Allowance> {
    const { clock } = this.#deps;
    const { stop, worked } = this.#state;
    let lookedAt = clock.monotonic();
    let allowance = await this.#received.count(this.#session);
    await this.#withTexts(context, async (texts) => {
      while (allowance.left === 'enough' && (await texts.next())) {
        stop.throwIfAborted();
        allowance = await this.#received.count(this.#session);
        await this.#push();
        if (inbox && clock.monotonic() - lookedAt > newsDuringText) {
          lookedAt = clock.monotonic();
          await pullNews({ ...context, progress: quietProgress(worked) }, inbox.id);
        }
      }
    });
    return allowance;
  }

  /**
   * The same after news. Where the allowance no longer goes for what was pending before, one batch of the newest is read if more is
   * pending than was: what has just arrived is in it.
   */
  async #readNewTexts(context: PullContext): Promise<void> {
    const { mail } = this.#deps;
    const { left } = await this.#readTexts(context);
    if (left !== 'reserve' || (await mail.countPendingBodies(this.#account.id)) <= this.#leftPending) return;
    await this.#withTexts(context, async (texts) => void (await texts.next()));
    this.#leftPending = await mail.countPendingBodies(this.#account.id);
  }

  /** What is told of texts that have to wait for the next day; null where none do. */
  async #pausedBy({ enoughFrom }: Allowance): Promise<SyncProgress | null> {
    this.#leftPending = await this.#deps.mail.countPendingBodies(this.#account.id);
    if (enoughFrom === null || this.#leftPending === 0) return null;
    const pausedUntil = enoughFrom.toISOString();
    return { stage: 'text', done: 0, total: this.#leftPending, remainingSeconds: null, pausedUntil };
  }

  async #withTexts(context: PullContext, work: (texts: TextPull) => Promise<void>): Promise<void> {
    const texts = new TextPull(context, this.#deps.reader);
    try {
      await work(texts);
    } finally {
      await texts.settled();
    }
  }

  async #push(): Promise<void> {
    this.#state.wakes.take('intents');
    await pushIntents(this.#pushContext());
  }

  #pushContext(): PushContext {
    const { intents, log } = this.#deps;
    return { accountId: this.#account.id, session: this.#session, intents, log };
  }

  #context(visible: boolean): PullContext {
    const { mail, clock, log } = this.#deps;
    const { status, worked } = this.#state;
    return {
      accountId: this.#account.id,
      syncSince: this.#account.syncSince,
      withoutRoles: this.#account.withoutRoles,
      session: this.#session,
      mail,
      progress: visible ? new StatusProgress(status, clock, log, worked) : quietProgress(worked),
      clock,
      log,
    };
  }
}
