/** The nightly examination: once a night, at an hour that differs between installations and between nights. */
import type { Logger } from 'pino';
import type { Doctor } from './doctor.ts';

const hour = 60 * 60 * 1000;
/** Local hours between which it begins: late enough for the day's changes, early enough to be read in the morning. */
const [from, until] = [2, 5];

/**
 * Milliseconds until the examination of the next night that has not begun.
 * @param chance from 0 to 1, which moves it between two and five o'clock: providers see many installations, not one herd.
 */
export function untilNight(now: Date, chance: number): number {
  const begin = new Date(now);
  begin.setHours(from, 0, 0, 0);
  const offset = Math.floor(chance * (until - from) * hour);
  // A night that has begun is over: otherwise one with little chance would be followed by another in the same night.
  if (begin <= now) begin.setDate(begin.getDate() + 1);
  return begin.getTime() + offset - now.getTime();
}

export class Nightly {
  readonly #doctor: Pick<Doctor, 'examineAll'>;
  readonly #log: Pick<Logger, 'error'>;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(doctor: Pick<Doctor, 'examineAll'>, log: Pick<Logger, 'error'>) {
    this.#doctor = doctor;
    this.#log = log;
  }

  start(): void {
    this.#timer = setTimeout(
      () => {
        this.#running = this.#doctor
          .examineAll('night')
          .catch((thrown: unknown) => this.#log.error({ err: thrown }, 'the nightly examination failed'))
          .finally(() => {
            if (this.#timer !== undefined) this.start();
          });
      },
      untilNight(new Date(), Math.random()),
    );
    this.#timer.unref();
  }

  /** Begins no further examination; resolves when one that runs has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }
}
