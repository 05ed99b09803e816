import type { Clock } from '../ports/clock.ts';

/** Runs `during` until it returns, the time is over (null: never), or one of the signals aborts. */
export async function pause(
  clock: Clock,
  milliseconds: number | null,
  signals: readonly AbortSignal[],
  during: (signal: AbortSignal) => Promise<void> = aborted,
): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, ...signals]);
  if (milliseconds !== null) {
    clock.sleep(milliseconds, signal).then(
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

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
