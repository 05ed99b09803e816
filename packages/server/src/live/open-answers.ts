/**
 * Answers that take their time: downloads. What let a request in is asked again while its answer is under way, so that a session that was
 * ended, a person who was deactivated and a share that was withdrawn end it too, whoever did it and in which process.
 */
import type { Clock } from '@mailroom/engine/ports/index';
import { Periodic } from '../jobs/periodic.ts';

/** Milliseconds between two looks: with what a look takes, well within the five seconds in which access ends everywhere. */
const interval = 2000;

/** The part of a server's response that is needed. */
export interface OpenAnswer {
  once(event: 'close', listener: () => void): unknown;
  destroy(): unknown;
}

export class OpenAnswers {
  readonly #open = new Map<OpenAnswer, () => Promise<unknown>>();
  readonly #periodic: Periodic;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#periodic = new Periodic({ work: () => this.#look(), every: interval, first: 'later', clock });
  }

  /** @param mayGoOn throws once the answer must end */
  add(answer: OpenAnswer, mayGoOn: () => Promise<unknown>): void {
    this.#open.set(answer, mayGoOn);
    answer.once('close', () => this.#open.delete(answer));
  }

  start(): void {
    this.#periodic.start();
  }

  stop(): Promise<void> {
    return this.#periodic.stop();
  }

  async #look(): Promise<void> {
    await Promise.all([...this.#open].map(([answer, mayGoOn]) => mayGoOn().catch(() => answer.destroy())));
  }
}
