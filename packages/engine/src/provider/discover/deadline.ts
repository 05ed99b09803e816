import type { Clock } from '../../ports/clock.ts';

/** The promise's outcome, or the signal's reason when that comes first. What the promise does later goes unheard. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Why a piece of work was ended: its own time was up. */
export class DeadlinePassed extends Error {
  constructor() {
    super('deadline passed');
    this.name = 'DeadlinePassed';
  }
}

/**
 * Gives work a signal that aborts after `milliseconds` or with the outer one, and waits no longer than that.
 * @throws DeadlinePassed, or the outer signal's reason.
 */
export async function withDeadline<T>(
  clock: Clock,
  milliseconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const done = new AbortController();
  const signal = AbortSignal.any([outer, own.signal]);
  clock.sleep(milliseconds, done.signal).then(
    () => own.abort(new DeadlinePassed()),
    () => {},
  );
  try {
    return await orAborted(work(signal), signal);
  } finally {
    done.abort();
  }
}
