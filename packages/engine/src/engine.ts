/**
 * The mail engine: every linked account kept in step with its provider. Knows neither HTTP nor SQL; what it needs comes in through
 * the ports. It runs in a thread of its own, so that parsing and comparing never hold up a request.
 */
import { asFailure, Failure } from '@mailroom/model';
import {
  AccountRunner,
  CheckTurn,
  type ConnectDeps,
  egressFor,
  IdleGrants,
  type OpenedPart,
  OutboxLoop,
  PacedStarts,
  PartReader,
  SideSession,
  sentFolder,
} from './account/index.ts';
import { mimePool } from './mime/index.ts';
import type { Ports } from './ports/index.ts';
import type { EgressPolicy } from './provider/egress/index.ts';
import type { Deadlines } from './provider/imap/index.ts';
import { accessTokens, credentialJournal, identityProviders } from './provider/oauth2/index.ts';
import { smtpTimeouts, transmit } from './provider/smtp/index.ts';
import { changeFolder, type FolderChange } from './sync/push/index.ts';

export interface EngineOptions {
  /** Certificates trusted besides the system's own, PEM. */
  ca?: readonly string[];
  /** Where people's own mail hosts may be. */
  egress: EgressPolicy;
  /** Threads that read messages; by default as many as the machine has use for. */
  parserThreads?: number;
  /** Between two passes over all folders, and between looks at an inbox without IDLE. Default five minutes. */
  pollIntervalMilliseconds?: number;
  /** How long a mail server may keep silent before its connection is given up. Default `standardDeadlines`. */
  deadlines?: Deadlines;
  /** Jitter of the back-off, as `Math.random`, which is the default. */
  random?: () => number;
}

export interface Engine {
  /** Starts a runner for every account that should have one. */
  start(): Promise<void>;
  /** An account is new, or its settings or credentials are; or a provider app was mended that it depends on. */
  accountChanged(accountId: string): void;
  syncNow(accountId: string): void;
  /** A completeness check was asked for in the store. */
  checkNow(accountId: string): void;
  /** There are intents to push. */
  wakeIntents(accountId: string): void;
  /** Something was queued for sending. */
  wakeOutbox(accountId: string): void;
  /** Resolves when nothing runs for the account any more: it is paused, or its rows are to be deleted. */
  stopAccount(accountId: string): Promise<void>;
  /**
   * Decoded octets of a part (`2`, `1.3`), or the source, as a file in the blob cache.
   * @throws Failure `not-found`, `account-paused`, and those of connecting and logging in
   */
  openPart(messageId: number, part: string | 'source'): Promise<OpenedPart>;
  /**
   * Makes, renames or deletes a folder at the provider.
   * @returns its id; null when it was deleted.
   * @throws Failure as `changeFolder`, `account-paused`, and those of connecting and logging in
   */
  changeFolder(accountId: string, change: FolderChange): Promise<number | null>;
  /** Ends everything; resolves when all connections are closed. */
  stop(): Promise<void>;
}

const fiveMinutes = 5 * 60_000;

/** Everything that runs for one account. */
interface AccountWork {
  runner: AccountRunner;
  outbox: OutboxLoop;
  side: SideSession;
  parts: PartReader;
  stop(): Promise<void>;
}

export function createEngine({ ports, options }: { ports: Ports; options: EngineOptions }): Engine {
  const { accounts, credentials, mail, intents, blobs, completeness, events, clock, log } = ports;
  const checkTurn = new CheckTurn();
  const mime = mimePool(options.parserThreads === undefined ? {} : { threads: options.parserThreads });
  const judged = credentialJournal({ credentials, clock, log });
  const stopping = new AbortController();
  const identity = identityProviders({ clock, judged });
  const tokens = accessTokens({ credentials, identity, clock, log, stop: stopping.signal });
  const connect: ConnectDeps = {
    accounts,
    credentials,
    tokens,
    clock,
    log,
    tls: options.ca ? { ca: options.ca } : {},
    egress: options.egress,
    ...(options.deadlines ? { deadlines: options.deadlines } : {}),
  };
  const idle = new IdleGrants({ credentials, tokens, clock, log });
  const working = new Map<string, AccountWork>();
  const starts = new PacedStarts(clock, run);
  /** Accounts that are stopping: two runners of one account would act twice. */
  const ending = new Map<string, Promise<void>>();

  function begin(accountId: string): AccountWork {
    const side = new SideSession(accountId, connect);
    const runner = new AccountRunner(accountId, {
      ...connect,
      mail,
      intents,
      completeness,
      checkTurn,
      events,
      reader: mime,
      pollIntervalMilliseconds: options.pollIntervalMilliseconds ?? fiveMinutes,
      ...(options.random ? { random: options.random } : {}),
    });
    const outbox = new OutboxLoop(
      accountId,
      {
        outbox: ports.outbox,
        accounts,
        credentials,
        accessTokens: tokens,
        submit: async (submission) => {
          const account = await accounts.read(accountId);
          return await transmit(submission, {
            policy: egressFor(account?.provider ?? 'imap', options.egress),
            ...smtpTimeouts,
            ...(options.ca ? { ca: options.ca } : {}),
          });
        },
        sent: sentFolder(mail, side),
        clock,
        log,
      },
      () => runner.lookInSent(),
    );
    const parts = new PartReader({ side, blobs, mime });
    const stop = async () => {
      await Promise.all([runner.stop(), outbox.stop(), side.stop()]);
    };
    return { runner, outbox, side, parts, stop };
  }

  function run(accountId: string): void {
    if (stopping.signal.aborted || working.has(accountId)) return;
    const work = begin(accountId);
    working.set(accountId, work);
    // A runner ends by itself when its account is being unlinked, is paused or waits for a start date; another may follow.
    void work.runner.ended.then(async () => {
      if (working.get(accountId) === work) working.delete(accountId);
      await work.stop();
    });
  }

  /** Credentials of a paused account may be new, too: its outbox must not begin to send for that. */
  async function runUnlessPaused(accountId: string): Promise<void> {
    await ending.get(accountId);
    const account = await accounts.read(accountId).catch(() => undefined);
    if (account?.state !== 'paused') run(accountId);
  }

  /** What runs for an account; one that waits for its turn to start does so now. */
  function workOf(accountId: string): AccountWork | undefined {
    starts.startNow(accountId);
    return working.get(accountId);
  }

  async function requireWork(accountId: string): Promise<AccountWork> {
    const work = workOf(accountId);
    if (work) return work;
    const paused = (await accounts.read(accountId))?.state === 'paused';
    throw paused
      ? new Failure({ origin: 'person', kind: 'account-paused' })
      : new Failure({ origin: 'person', kind: 'not-found', detail: { noun: 'account' } });
  }

  async function stopAccount(accountId: string): Promise<void> {
    starts.forget(accountId);
    const work = working.get(accountId);
    if (!work) return ending.get(accountId);
    working.delete(accountId);
    const stopped = work.stop().finally(() => ending.delete(accountId));
    ending.set(accountId, stopped);
    await stopped;
  }

  return {
    async start() {
      starts.start((await accounts.runnable()).map(({ id }) => id));
      idle.start();
    },
    accountChanged(accountId) {
      const work = workOf(accountId);
      if (work) work.runner.accountChanged();
      else void runUnlessPaused(accountId);
    },
    syncNow: (accountId) => workOf(accountId)?.runner.syncNow(),
    checkNow: (accountId) => workOf(accountId)?.runner.checkNow(),
    wakeIntents: (accountId) => workOf(accountId)?.runner.wakeIntents(),
    wakeOutbox: (accountId) => workOf(accountId)?.outbox.wake(),
    stopAccount,
    async openPart(messageId, part) {
      const address = await mail.partAddress(messageId);
      if (!address) {
        throw new Failure({ origin: 'person', kind: 'not-found', detail: { message: String(messageId) } });
      }
      const work = await requireWork(address.accountId);
      try {
        return await work.parts.open(address, part);
      } catch (error) {
        throw asFailure(error);
      }
    },
    async changeFolder(accountId, change) {
      const work = await requireWork(accountId);
      try {
        return await work.side.use((session) => changeFolder({ accountId, session, mail }, change));
      } catch (error) {
        throw asFailure(error);
      } finally {
        // What was moved out of a deleted folder is to be found where it went, and a new one is to be looked at.
        work.runner.syncNow();
      }
    },
    async stop() {
      stopping.abort();
      starts.stop();
      await Promise.all([idle.stop(), ...[...working.keys()].map(stopAccount)]);
      await mime.close();
    },
  };
}
