/** What was asked of an account while it was busy or asleep. Asking twice is asking once. */
export type Wake = 'sync' | 'intents' | 'sent' | 'changed' | 'check';

export class Wakes {
  readonly #pending = new Set<Wake>();
  #controller = new AbortController();

  raise(wake: Wake): void {
    this.#pending.add(wake);
    this.#controller.abort();
  }

  /** Aborted as soon as something is asked, and already so while something is unanswered. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  has(wake: Wake): boolean {
    return this.#pending.has(wake);
  }

  /** True if it was asked; it is answered by whoever takes it. */
  take(wake: Wake): boolean {
    const asked = this.#pending.delete(wake);
    if (this.#pending.size === 0 && this.#controller.signal.aborted) this.#controller = new AbortController();
    return asked;
  }
}
