/** One account at a time is checked without anybody asking: a server that was away for a week has all of them due at once. */
export class CheckTurn {
  #taken = false;

  /** @returns whether it is the caller's now, who gives it back */
  take(): boolean {
    if (this.#taken) return false;
    this.#taken = true;
    return true;
  }

  giveBack(): void {
    this.#taken = false;
  }
}
