import { type Change, change } from '@mailroom/model';
import { livePath } from '@mailroom/model/api/index';
import { z } from 'zod';
import { backOff } from './back-off.ts';

/** The part of the browser's `EventSource` that is used; tests hand in their own. */
export interface EventStream {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface Timer {
  set(run: () => void, milliseconds: number): unknown;
  clear(handle: unknown): void;
}

/** What a stream says whose cursor is older than the log: where it goes on from, once everything has been read again. */
const startAgain = z.object({ cursor: z.int() });

export type LiveState = 'connecting' | 'open' | 'lost';

export interface LiveOptions {
  baseUrl?: string;
  open?: (url: string) => EventStream;
  timer?: Timer;
  random?: () => number;
  /** Where the log stood before anything on the screen was read (`readMe`): the stream goes on from there and leaves no gap. */
  cursor: number;
  onChange(change: Change): void;
  /** The server no longer has the log back to the cursor, so what is on the screen may be old: read everything again. */
  onStartAgain(): void;
  onState?(state: LiveState): void;
}

export const browserTimer: Timer = {
  set: (run, milliseconds) => setTimeout(run, milliseconds),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/**
 * Follows the change log (server-sent events, HTML Standard 9.2) until the returned function is called.
 *
 * ```
 * connecting ──open──▶ open ──error──▶ lost ──back-off──▶ connecting (with the last cursor)
 * ```
 * The browser's own reconnecting is not used: it repeats the first address, cursor and all, and has neither growth nor jitter.
 */
export function followChanges(options: LiveOptions): () => void {
  const open = options.open ?? ((url) => new EventSource(url, { withCredentials: true }));
  const timer = options.timer ?? browserTimer;
  const random = options.random ?? Math.random;
  let { cursor } = options;
  let attempt = 0;
  let stream: EventStream | null = null;
  let waiting: unknown = null;

  function connect(): void {
    options.onState?.('connecting');
    const current = open(`${options.baseUrl ?? ''}${livePath}?cursor=${cursor}`);
    stream = current;
    current.addEventListener('open', () => {
      attempt = 0;
      options.onState?.('open');
    });
    current.addEventListener('change', (event) => {
      const parsed = change.safeParse(parseJson(event.data));
      if (!parsed.success) return;
      cursor = parsed.data.seq;
      options.onChange(parsed.data);
    });
    current.addEventListener('start-again', (event) => {
      const told = startAgain.safeParse(parseJson(event.data));
      if (told.success) cursor = told.data.cursor;
      options.onStartAgain();
    });
    current.addEventListener('error', () => {
      current.close();
      if (stream !== current) return;
      stream = null;
      options.onState?.('lost');
      waiting = timer.set(connect, backOff(attempt, random));
      attempt += 1;
    });
  }

  connect();
  return () => {
    timer.clear(waiting);
    stream?.close();
    stream = null;
  };
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
