/** Bytes as they come off a socket, joined only when somebody looks at them as a whole. */
import { Buffer } from 'node:buffer';

const empty = Buffer.alloc(0);

export class BytesQueue {
  #chunks: Buffer[] = [];
  /** Octets of the first chunk that are taken already. */
  #start = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** All bytes in one piece, from `start` of it on. */
  whole(): { bytes: Buffer; start: number } {
    if (this.#chunks.length > 1) {
      const [first = empty, ...rest] = this.#chunks;
      this.#chunks = [Buffer.concat([first.subarray(this.#start), ...rest], this.#size)];
      this.#start = 0;
    }
    return { bytes: this.#chunks[0] ?? empty, start: this.#start };
  }

  /** Takes the first `length` bytes away. */
  shift(length: number): Buffer {
    const { bytes, start } = this.whole();
    const taken = bytes.subarray(start, start + length);
    this.#start += length;
    this.#size -= length;
    if (this.#size === 0) {
      this.#chunks = [];
      this.#start = 0;
    }
    return taken;
  }
}
