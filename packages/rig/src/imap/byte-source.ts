/** The client sent a line longer than the server takes. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

const LF = 0x0a;

/**
 * What a client has sent, handed out as it is asked for. One reader at a time; `undefined` means that the
 * connection ended first.
 */
export class ByteSource {
  #chunks: Buffer[] = [];
  #size = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Bytes waiting to be read; the connection stops reading from the network while there are many. */
  get waiting(): number {
    return this.#size;
  }

  /** Forgets everything not yet read: what came in clear text must not be obeyed after TLS starts (RFC 9051 11.1). */
  discard(): void {
    this.#chunks = [];
    this.#size = 0;
  }

  /** A line with its line break. @throws LineTooLong after dropping the rest of the line. */
  async readLine(maxBytes: number): Promise<Buffer | undefined> {
    let searched = 0;
    let before = 0;
    for (;;) {
      for (; searched < this.#chunks.length; searched += 1) {
        const chunk = this.#chunks[searched];
        const at = chunk?.indexOf(LF) ?? -1;
        if (at !== -1) {
          const line = this.#take(before + at + 1);
          if (line.length > maxBytes) throw new LineTooLong();
          return line;
        }
        before += chunk?.length ?? 0;
      }
      if (before > maxBytes) {
        await this.#skipLine();
        throw new LineTooLong();
      }
      if (this.#ended) return undefined;
      await this.#more();
    }
  }

  async readExactly(count: number): Promise<Buffer | undefined> {
    while (this.#size < count) {
      if (this.#ended) return undefined;
      await this.#more();
    }
    return this.#take(count);
  }

  async #skipLine(): Promise<void> {
    for (;;) {
      const all = Buffer.concat(this.#chunks);
      const at = all.indexOf(LF);
      this.discard();
      if (at !== -1) this.push(all.subarray(at + 1));
      if (at !== -1 || this.#ended) return;
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }

  #take(count: number): Buffer {
    const all =
      this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
    const rest = all.subarray(count);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
    return all.subarray(0, count);
  }
}
