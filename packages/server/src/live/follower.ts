/** One open live stream: what wakes it, and what ends it. */
export type Woken = 'changes' | 'heartbeat' | 'ended';

export class Follower {
  /** Session or API key that it was opened with. */
  readonly provenBy: string;
  readonly personId: string;
  #stale = true;
  #ended = false;
  #resolve: ((woken: Woken) => void) | null = null;

  constructor(provenBy: string, personId: string) {
    this.provenBy = provenBy;
    this.personId = personId;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** There may be new changes. One that comes while the stream is still writing is remembered. */
  wake(): void {
    this.#stale = true;
    this.#resolve?.('changes');
  }

  end(): void {
    this.#ended = true;
    this.#resolve?.('ended');
  }

  /** Resolves at the next wake, at the end, or after `heartbeat` milliseconds of neither. */
  async next(heartbeat: number): Promise<Woken> {
    if (this.#ended) return 'ended';
    if (this.#stale) {
      this.#stale = false;
      return 'changes';
    }
    const { promise, resolve } = Promise.withResolvers<Woken>();
    const timer = setTimeout(() => resolve('heartbeat'), heartbeat);
    this.#resolve = resolve;
    const woken = await promise;
    clearTimeout(timer);
    this.#resolve = null;
    if (woken === 'changes') this.#stale = false;
    return woken;
  }
}
