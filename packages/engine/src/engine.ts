/**
 * The mail engine: every linked account kept in step with its provider. Knows neither HTTP nor SQL; what it needs comes in through
 * the ports. It runs in a thread of its own, so that parsing and comparing never hold up a request.
 */
import { asFailure, Failure } from '@mailroom/model';
import { AccountRunner, type OpenedPart, PartReader } from './account/index.ts';
import { mimePool } from './mime/index.ts';
import type { Ports } from './ports/index.ts';
import type { EgressPolicy } from './provider/egress/index.ts';
import { accessTokens, microsoftIdentity } from './provider/oauth2/index.ts';

export interface EngineOptions {
  /** Certificates trusted besides the system's own, PEM. */
  ca?: readonly string[];
  /** Where people's own mail hosts may be. */
  egress: EgressPolicy;
  /** Threads that read messages; by default as many as the machine has use for. */
  parserThreads?: number;
  /** Between two passes over all folders, and between looks at an inbox without IDLE. Default five minutes. */
  pollIntervalMilliseconds?: number;
}

export interface Engine {
  /** Starts a runner for every account that should have one. */
  start(): Promise<void>;
  /** An account is new, or its settings or credentials are; or a provider app was mended that it depends on. */
  accountChanged(accountId: string): void;
  syncNow(accountId: string): void;
  /** There are intents to push. */
  wakeIntents(accountId: string): void;
  /** Resolves when nothing runs for the account any more; then its rows may be deleted. */
  stopAccount(accountId: string): Promise<void>;
  /**
   * Decoded octets of a part (`2`, `1.3`), or the source, as a file in the blob cache.
   * @throws Failure `not-found`, and those of connecting and logging in
   */
  openPart(messageId: number, part: string | 'source'): Promise<OpenedPart>;
  /** Ends everything; resolves when all connections are closed. */
  stop(): Promise<void>;
}

const fiveMinutes = 5 * 60_000;

export function createEngine({ ports, options }: { ports: Ports; options: EngineOptions }): Engine {
  const { accounts, credentials, mail, intents, blobs, clock, log } = ports;
  const mime = mimePool(options.parserThreads === undefined ? {} : { threads: options.parserThreads });
  const tokens = accessTokens({ credentials, identity: microsoftIdentity({ clock }), clock, log });
  const connect = {
    accounts,
    credentials,
    tokens,
    clock,
    log,
    tls: options.ca ? { ca: options.ca } : {},
    egress: options.egress,
  };
  const runners = new Map<string, AccountRunner>();
  const partReaders = new Map<string, PartReader>();
  let stopped = false;

  function run(accountId: string): void {
    if (stopped || runners.has(accountId)) return;
    const runner = new AccountRunner(accountId, {
      ...connect,
      mail,
      intents,
      reader: mime,
      pollIntervalMilliseconds: options.pollIntervalMilliseconds ?? fiveMinutes,
    });
    runners.set(accountId, runner);
    // A runner ends by itself when its account is being unlinked or waits for a start date; another may follow.
    void runner.ended.then(() => {
      if (runners.get(accountId) === runner) runners.delete(accountId);
    });
  }

  function partReader(accountId: string): PartReader {
    const existing = partReaders.get(accountId);
    if (existing) return existing;
    const reader = new PartReader(accountId, { ...connect, mail, blobs, mime });
    partReaders.set(accountId, reader);
    return reader;
  }

  async function stopAccount(accountId: string): Promise<void> {
    const [runner, parts] = [runners.get(accountId), partReaders.get(accountId)];
    runners.delete(accountId);
    partReaders.delete(accountId);
    await Promise.all([runner?.stop(), parts?.stop()]);
  }

  return {
    async start() {
      for (const { id } of await accounts.runnable()) run(id);
    },
    accountChanged(accountId) {
      const runner = runners.get(accountId);
      if (runner) runner.accountChanged();
      else run(accountId);
    },
    syncNow: (accountId) => runners.get(accountId)?.syncNow(),
    wakeIntents: (accountId) => runners.get(accountId)?.wakeIntents(),
    stopAccount,
    async openPart(messageId, part) {
      const address = await mail.partAddress(messageId);
      if (!address || stopped) {
        throw new Failure({ origin: 'person', kind: 'not-found', detail: { message: String(messageId) } });
      }
      try {
        return await partReader(address.accountId).open(address, part);
      } catch (error) {
        throw asFailure(error);
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([...new Set([...runners.keys(), ...partReaders.keys()])].map(stopAccount));
      await mime.close();
    },
  };
}
