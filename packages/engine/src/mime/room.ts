/** How much mail may be in memory at once while it is read and stored, over all accounts: whoever wants to fetch some asks for room. */
export class Room {
  #free: number;
  readonly #size: number;
  readonly #waiting: { octets: number; grant(): void }[] = [];

  /** @param octets in all */
  constructor(octets: number) {
    this.#size = octets;
    this.#free = octets;
  }

  /**
   * Resolves when there is room, in the order asked. What is larger than all the room gets it once nobody else has any.
   * @returns gives the room back; call it once
   */
  async take(octets: number): Promise<() => void> {
    const taken = Math.min(octets, this.#size);
    if (this.#waiting.length > 0 || taken > this.#free) {
      await new Promise<void>((grant) => this.#waiting.push({ octets: taken, grant }));
    } else {
      this.#free -= taken;
    }
    return () => {
      this.#free += taken;
      this.#grant();
    };
  }

  #grant(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (!next || next.octets > this.#free) return;
      this.#waiting.shift();
      this.#free -= next.octets;
      next.grant();
    }
  }
}
