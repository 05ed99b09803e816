/**
 * What the server says of the selected folder without being asked, and the IDLE (RFC 2177) in which it says it. imapflow issues IDLE
 * anew by itself after the time of the host's quirks.
 */
import { setTimeout } from 'node:timers/promises';
import type { ImapConnection } from './connection.ts';

/** What the server said about the selected folder without being asked. */
export interface News {
  /** More messages than before. */
  arrived: boolean;
  /** Flags changed or messages went. */
  changed: boolean;
}

const shortestIdle = 1_000;
const longestIdlePause = 60_000;

interface Wait {
  promise: Promise<void>;
  readonly over: boolean;
  end(): void;
}

export class NewsWatch {
  readonly #connection: ImapConnection;
  readonly #listeners = new Set<() => void>();
  #news: News = { arrived: false, changed: false };
  #idling: Promise<void> | undefined;

  constructor(connection: ImapConnection) {
    this.#connection = connection;
    const { client } = connection;
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.hear({ arrived: true, changed: false });
    });
    client.on('expunge', () => this.hear({ arrived: false, changed: true }));
    client.on('flags', () => this.hear({ arrived: false, changed: true }));
  }

  /** What was said and not yet taken. */
  get heard(): News {
    return this.#news;
  }

  /** What was said since the last call. */
  take(): News {
    const news = this.#news;
    this.#news = { arrived: false, changed: false };
    return news;
  }

  hear(news: News): void {
    this.#news = { arrived: this.#news.arrived || news.arrived, changed: this.#news.changed || news.changed };
    for (const listener of this.#listeners) listener();
  }

  /**
   * Idles in the selected folder until there is news or `signal` aborts. The next command breaks IDLE by itself.
   * @throws Failure when the session ends meanwhile
   */
  async watch(signal: AbortSignal): Promise<void> {
    const wait = this.#awaitWake(signal);
    const left = new AbortController();
    try {
      let pause = shortestIdle;
      while (!wait.over) {
        const begun = performance.now();
        // imapflow's promise ends with the IDLE it stands for: when the server ended it unasked, or when it was the one before,
        // that a command had just broken. Without another one, new mail would not be heard of.
        await Promise.race([wait.promise, this.#idle()]);
        if (wait.over) break;
        if (performance.now() - begun > shortestIdle) pause = shortestIdle;
        else {
          // A server that ends every IDLE at once is asked less and less often.
          await Promise.race([wait.promise, setTimeout(pause, undefined, { signal: left.signal })]);
          pause = Math.min(2 * pause, longestIdlePause);
        }
      }
      await wait.promise;
    } finally {
      left.abort();
      wait.end();
    }
  }

  /**
   * Waits without asking for news, until `signal` aborts.
   * @throws Failure when the session ends meanwhile
   */
  async rest(signal: AbortSignal): Promise<void> {
    const wait = this.#awaitWake(signal);
    try {
      await wait.promise;
    } finally {
      wait.end();
    }
  }

  /**
   * Ends the IDLE under way: imapflow does so before a command of its own, and knows nothing of ours. Returns once DONE is on its way;
   * the answer to it comes before that to the next command, and takes no time of its own.
   */
  async stopIdling(): Promise<void> {
    if (!this.#idling) return;
    const { client } = this.#connection;
    await this.#connection.run(async () => {
      const { preCheck } = client as unknown as { preCheck?: (() => Promise<void>) | false };
      if (preCheck) await preCheck();
      else await client.noop();
    });
  }

  /** Resolves on news or when `signal` aborts, rejects when the session ends. */
  #awaitWake(signal: AbortSignal): Wait {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let over = false;
    const wake = () => {
      over = true;
      resolve();
    };
    const stopListening = this.#connection.onEnd((failure) => {
      over = true;
      reject(failure);
    });
    this.#listeners.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    if (signal.aborted || this.#news.arrived || this.#news.changed) wake();
    return {
      promise,
      get over() {
        return over;
      },
      end: () => {
        stopListening();
        signal.removeEventListener('abort', wake);
        this.#listeners.delete(wake);
      },
    };
  }

  /** The IDLE under way, or a new one: a second watch may begin before any command has broken the first one's. */
  #idle(): Promise<void> {
    this.#idling ??= this.#connection.client.idle().then(
      () => {
        this.#idling = undefined;
      },
      (error: unknown) => this.#connection.end(this.#connection.failure(error)),
    );
    return this.#idling;
  }
}
