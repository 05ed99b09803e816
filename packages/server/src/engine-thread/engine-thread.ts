/**
 * The engine's thread, seen from the web server's.
 *
 * ```
 * starting ──ready──▶ running ──crash──▶ waiting ──back-off──▶ starting
 *     │                  │
 *     └──────stop()──────┴──▶ stopped
 * ```
 * Synchronising and parsing happen there, so that a request never waits for them. A crash ends what was asked of it with a
 * failure, is logged, and the thread starts again; everything it needs to go on is in the store.
 */
import { Worker } from 'node:worker_threads';
import type { FolderChange } from '@mailroom/engine';
import { Failure } from '@mailroom/model';
import type { Logger } from 'pino';
import type {
  CommandMessage,
  CommandName,
  EngineCommands,
  EngineMessage,
  EngineSettings,
  LoginCheck,
  StoredFile,
  TokenCheck,
} from './protocol.ts';
import { restartDelay } from './restart-delay.ts';

/**
 * Megabytes of short-lived objects, where V8 was not told so for all threads as `npm start` does (docs/decisions/0008): it lets them
 * grow to 128 on a large machine.
 */
const youngGeneration = 12;

/** Longest wait for a graceful stop: a send under way ends with its own time limit, a stop must not wait for all of it. */
const stopLimit = 8000;

export interface EngineThreadOptions {
  settings: EngineSettings;
  log: Logger;
  /** Called when the engine has written to the change log. */
  changed?: () => void;
  /** The program of the thread; tests hand in their own. */
  program?: URL;
}

interface Pending {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
}

function engineGone(cause?: unknown): Failure {
  return new Failure({
    origin: 'mailroom',
    kind: 'unexpected',
    next: { do: 'retry' },
    code: 'engine',
    cause,
  });
}

/** Settled when the thread runs. Nobody may be waiting when it is rejected, and that is no fault. */
function readiness(): PromiseWithResolvers<Worker> {
  const ready = Promise.withResolvers<Worker>();
  ready.promise.catch(() => undefined);
  return ready;
}

export class EngineThread implements EngineCommands {
  readonly #options: EngineThreadOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #ready = readiness();
  #hasRun = false;
  #stopping = false;
  #startedAt = 0;
  #delay = 0;
  #restart: NodeJS.Timeout | null = null;
  #nextId = 1;

  constructor(options: EngineThreadOptions) {
    this.#options = options;
  }

  /** Starts the thread and resolves when it runs. Rejects if its first start fails; later crashes are mended here. */
  async start(): Promise<void> {
    this.#startWorker();
    await this.#ready.promise;
  }

  #startWorker(): void {
    const { settings, program } = this.#options;
    const worker = new Worker(program ?? new URL('./worker.ts', import.meta.url), {
      workerData: settings,
      resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
    });
    let crash: unknown;
    this.#worker = worker;
    this.#startedAt = performance.now();
    worker.on('message', (message: EngineMessage) => this.#receive(worker, message));
    worker.on('error', (thrown) => {
      crash = thrown;
    });
    worker.on('exit', (status) => this.#ended(crash ?? new Error(`The engine ended with status ${status}`)));
  }

  #ended(crash: unknown): void {
    this.#worker = null;
    for (const { reject } of this.#pending.values()) reject(engineGone(crash));
    this.#pending.clear();
    if (this.#stopping) return;
    this.#options.log.error({ err: crash }, 'the engine crashed');
    if (!this.#hasRun) {
      this.#ready.reject(crash);
      return;
    }
    this.#ready = readiness();
    this.#delay = restartDelay(this.#delay, performance.now() - this.#startedAt);
    this.#options.log.info({ milliseconds: this.#delay }, 'the engine starts again after a pause');
    this.#restart = setTimeout(() => this.#startWorker(), this.#delay);
  }

  #receive(worker: Worker, message: EngineMessage): void {
    switch (message.kind) {
      case 'ready':
        this.#hasRun = true;
        this.#ready.resolve(worker);
        return;
      case 'changed':
        this.#options.changed?.();
        return;
      case 'log':
        this.#options.log[message.level](message.fields, message.text);
        return;
      case 'answer':
        this.#take(message.id)?.resolve(message.value);
        return;
      case 'refusal':
        this.#take(message.id)?.reject(new Failure(message.failure));
        return;
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  async #ask<Name extends CommandName>(
    name: Name,
    ...parameters: Parameters<EngineCommands[Name]>
  ): Promise<Awaited<ReturnType<EngineCommands[Name]>>> {
    if (this.#stopping && name !== 'stop') throw engineGone();
    const worker = await this.#ready.promise;
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { resolve, reject });
    const message: CommandMessage = { id, name, arguments: parameters };
    worker.postMessage(message);
    // The thread's program implements `EngineCommands`, which is what types the answer.
    return (await promise) as Awaited<ReturnType<EngineCommands[Name]>>;
  }

  startAccount(accountId: string): Promise<void> {
    return this.#ask('startAccount', accountId);
  }

  removeAccount(accountId: string): Promise<void> {
    return this.#ask('removeAccount', accountId);
  }

  pauseAccount(accountId: string): Promise<void> {
    return this.#ask('pauseAccount', accountId);
  }

  syncAccount(accountId: string): Promise<void> {
    return this.#ask('syncAccount', accountId);
  }

  checkAccount(accountId: string): Promise<void> {
    return this.#ask('checkAccount', accountId);
  }

  pushIntents(accountId: string): Promise<void> {
    return this.#ask('pushIntents', accountId);
  }

  send(accountId: string): Promise<void> {
    return this.#ask('send', accountId);
  }

  changeFolder(accountId: string, change: FolderChange): Promise<number | null> {
    return this.#ask('changeFolder', accountId, change);
  }

  openPart(messageId: string, part: string | null): Promise<StoredFile> {
    return this.#ask('openPart', messageId, part);
  }

  checkImap(login: LoginCheck): Promise<void> {
    return this.#ask('checkImap', login);
  }

  checkImapToken(check: TokenCheck): Promise<void> {
    return this.#ask('checkImapToken', check);
  }

  checkSmtp(login: LoginCheck): Promise<void> {
    return this.#ask('checkSmtp', login);
  }

  ping(): Promise<void> {
    return this.#ask('ping');
  }

  /** Asks for a graceful stop and ends the thread when it takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker) {
      this.#ready.reject(engineGone());
      return;
    }
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, stopLimit);
    await Promise.race([this.#ask('stop').catch(() => undefined), limit.promise]);
    clearTimeout(timer);
    await worker.terminate();
  }
}
