import { ManualClock } from '@mailroom/engine/testing/manual-clock';

/** A clock that a schedule moves, and whose time of day can be wrong while durations stay right. */
export class ScheduleClock extends ManualClock {
  #wrongBy = 0;

  override now(): Date {
    return new Date(super.now().getTime() + this.#wrongBy);
  }

  /** The time of day is off by so many milliseconds from now on; 0 sets it right. */
  setWrong(milliseconds: number): void {
    this.#wrongBy = milliseconds;
  }
}
