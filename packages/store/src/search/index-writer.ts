/** The thread that writes the index, seen from the one that has something to write. Started when first needed, and again after it died. */
import { Worker } from 'node:worker_threads';
import type { IndexedMessage } from './search-index.ts';
import type { WriterAnswer, WriterData, WriterRequest } from './writer-protocol.ts';

/** Megabytes of JavaScript heap. What it writes is SQLite's, and bounded by its caches. */
const heap = 64;
const youngGeneration = 8;

interface Waiting {
  resolve(commits: number): void;
  reject(error: Error): void;
}

export class IndexWriter {
  readonly #data: WriterData;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onDeath: (error: Error) => void;
  #worker: Worker | null = null;
  #nextId = 1;
  #closed = false;

  /** @param onDeath hears of a thread that died by itself, whether or not anybody waited for it */
  constructor(data: WriterData, onDeath: (error: Error) => void) {
    this.#data = data;
    this.#onDeath = onDeath;
  }

  /** Begins to rebuild where the file says that it is not complete. */
  start(): void {
    this.#worker ??= this.#startWorker();
  }

  /** @returns how many transactions the file has seen with this one. @throws Error with SQLite's `errcode` */
  put(messages: readonly IndexedMessage[]): Promise<number> {
    return this.#ask({ id: this.#nextId++, kind: 'put', messages });
  }

  remove(messageIds: readonly number[]): Promise<number> {
    return this.#ask({ id: this.#nextId++, kind: 'remove', messageIds });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (worker === null) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage('close');
    await ended;
  }

  #ask(request: WriterRequest): Promise<number> {
    if (this.#closed) return Promise.reject(new Error('the index was closed'));
    this.#worker ??= this.#startWorker();
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#waiting.set(request.id, { resolve, reject });
    // While somebody waits for it the process must not end.
    this.#worker.ref();
    this.#worker.postMessage(request);
    return promise;
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
      workerData: this.#data,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: youngGeneration },
    });
    let death: Error | null = null;
    worker.unref();
    worker.on('message', (answer: WriterAnswer) => this.#receive(worker, answer));
    worker.on('error', (error: Error) => {
      death = error;
    });
    worker.once('exit', () => this.#ended(death));
    return worker;
  }

  #receive(worker: Worker, answer: WriterAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) worker.unref();
    if ('commits' in answer) waiting?.resolve(answer.commits);
    else waiting?.reject(Object.assign(new Error(answer.error.message), { errcode: answer.error.errcode }));
  }

  #ended(death: Error | null): void {
    this.#worker = null;
    const error = death ?? new Error('the thread that writes the search index ended');
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    if (!this.#closed) this.#onDeath(error);
  }
}
