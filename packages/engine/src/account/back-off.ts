/**
 * How long to wait before trying again. One owner per account, so that no two parts of it wait on top of each other. Jitter keeps
 * five hundred accounts that a provider dropped at once from coming back at once.
 */
export type BackOffSchedule = 'network' | 'mailbox';

const minute = 60_000;

/**
 * `mailbox`: Exchange answers "authenticated but not connected" for minutes to hours after a mailbox moved or too many logins, and
 * every further login prolongs it.
 */
const schedules: Record<BackOffSchedule, readonly number[]> = {
  network: [2_000, 5_000, 15_000, 30_000, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute],
  mailbox: [minute, 5 * minute, 15 * minute, 60 * minute],
};

export class BackOff {
  readonly #random: () => number;
  #failures = 0;

  /** @param random as `Math.random` */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds to wait after one more failure: between half of the step and all of it. */
  next(schedule: BackOffSchedule): number {
    const steps = schedules[schedule];
    const step = steps[Math.min(this.#failures, steps.length - 1)] ?? minute;
    this.#failures += 1;
    return Math.round(step / 2 + (step / 2) * this.#random());
  }

  /** Something worked. */
  reset(): void {
    this.#failures = 0;
  }
}
