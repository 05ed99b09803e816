/**
 * What happens on the way to the token endpoint: faults a test has scripted, and a count of the requests that arrived,
 * for tests such as "two jobs, one refresh".
 */
export interface TokenFault {
  /** HTTP status, 500 when absent. Without `status`, `body` and `cut` the request is answered as usual, after the delay. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as HTML, the way proxies and outage pages look; anything else as JSON. */
  readonly body?: unknown;
  /** Close the connection instead of answering. */
  readonly cut?: boolean;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Answer when this settles: for tests that wait for a state and not for a time. */
  readonly hold?: Promise<unknown>;
  /** How many requests it meets, one when absent. */
  readonly times?: number;
  /** Only for this grant type; other requests pass by and leave the fault in place. */
  readonly grantType?: string;
}

export class TokenTraffic {
  readonly #faults: { readonly fault: TokenFault; remaining: number }[] = [];
  readonly #counts = new Map<string, number>();

  /** Faults are used up in the order they were added, one a request. */
  failNext(fault: TokenFault): void {
    this.#faults.push({ fault, remaining: fault.times ?? 1 });
  }

  /** Ends every scripted fault. */
  clear(): void {
    this.#faults.length = 0;
  }

  /** Requests that arrived so far, refused ones included; of every grant type when none is named. */
  count(grantType?: string): number {
    if (grantType !== undefined) return this.#counts.get(grantType) ?? 0;
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  arrived(grantType: string): TokenFault | undefined {
    this.#counts.set(grantType, this.count(grantType) + 1);
    const index = this.#faults.findIndex(
      ({ fault }) => fault.grantType === undefined || fault.grantType === grantType,
    );
    const scripted = this.#faults[index];
    if (scripted === undefined) return undefined;
    scripted.remaining -= 1;
    if (scripted.remaining <= 0) this.#faults.splice(index, 1);
    return scripted.fault;
  }
}
