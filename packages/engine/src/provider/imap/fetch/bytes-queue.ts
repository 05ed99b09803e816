/** Bytes as they come off a socket, joined only when somebody looks at them as a whole. */
import { Buffer } from 'node:buffer';

const empty = Buffer.alloc(0);

export class BytesQueue {
  #chunks: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** All bytes in one piece. */
  whole(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks, this.#size)];
    return this.#chunks[0] ?? empty;
  }

  /** Takes the first `length` bytes away. */
  shift(length: number): Buffer {
    const whole = this.whole();
    const taken = whole.subarray(0, length);
    const rest = whole.subarray(length);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
    return taken;
  }
}
