/** The live stream as a browser follows it: when which change was told. */
import type { Browser } from '@mailroom/rig/demo/walk/browser';

export interface ToldChange {
  noun: string;
  accountId: string | null;
  /** When it was read here: nanoseconds of the machine's monotonic clock. */
  at: bigint;
}

export interface LiveChanges {
  /** The first change from now on that is wanted. @throws Error when none comes within ten seconds. */
  next(wanted: (change: ToldChange) => boolean): Promise<ToldChange>;
  close(): Promise<void>;
}

const patience = 10_000;

interface Waiting {
  wanted(change: ToldChange): boolean;
  resolve(change: ToldChange): void;
}

export async function followChanges(browser: Browser): Promise<LiveChanges> {
  const reader = (await browser.open('/api/v1/live')).getReader();
  const waiting = new Set<Waiting>();
  const reading = read();

  async function read(): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const at = process.hrtime.bigint();
      text += decoder.decode(value, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data === undefined) continue;
        const { noun, accountId }: { noun: string; accountId: string | null } = JSON.parse(data);
        for (const one of waiting) {
          if (one.wanted({ noun, accountId, at })) {
            waiting.delete(one);
            one.resolve({ noun, accountId, at });
          }
        }
      }
    }
  }

  return {
    next(wanted) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no change was told')), patience);
        waiting.add({
          wanted,
          resolve: (change) => {
            clearTimeout(timer);
            resolve(change);
          },
        });
      });
    },
    async close() {
      await reader.cancel();
      await reading.catch(() => undefined);
    },
  };
}
