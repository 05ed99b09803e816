/**
 * Whether IDLE is believed. Some servers take it and tell nothing: that shows when a pass finds mail that arrived while the session was
 * idle and heard nothing of it. Once may be mail that arrived during the pass; twice in a row is a server that is to be asked.
 */
const mostMissed = 2;

export class IdleTrust {
  #missed = 0;

  /** IDLE told of something. */
  heard(): void {
    this.#missed = 0;
  }

  /** A pass found mail that IDLE had not told of. */
  missed(): void {
    this.#missed += 1;
  }

  get trusted(): boolean {
    return this.#missed < mostMissed;
  }
}
