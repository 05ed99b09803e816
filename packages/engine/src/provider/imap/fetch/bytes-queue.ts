/**
 * Bytes as they come off a socket, gathered so that what is taken from them is in one piece. A socket's chunks are small and end anywhere:
 * they are copied once, into blocks of many responses, and what is taken is a view of its block.
 */
import { Buffer } from 'node:buffer';

const empty: Buffer = Buffer.alloc(0);
/** Octets. A view keeps its block alive, so a block is no larger than what is fetched together anyway. */
const blockSize = 256 * 1024;

export class BytesQueue {
  /** A block, or a single chunk; what is behind `#end` was not written yet. */
  #block = empty;
  #start = 0;
  #end = 0;
  /** The block up to `#end`. */
  #written = empty;

  get size(): number {
    return this.#end - this.#start;
  }

  push(chunk: Buffer): void {
    if (this.#end + chunk.length <= this.#block.length) this.#append(chunk);
    else if (this.size === 0) this.#begin(chunk, 0, chunk.length);
    else {
      const rest = this.#written.subarray(this.#start);
      // Doubled where one response is larger than a block: no more is set aside than twice what has come.
      const block = Buffer.allocUnsafeSlow(Math.max(blockSize, 2 * (rest.length + chunk.length)));
      block.set(rest);
      this.#begin(block, 0, rest.length);
      this.#append(chunk);
    }
  }

  /** All bytes in one piece, from `start` of it on. */
  whole(): { bytes: Buffer; start: number } {
    return { bytes: this.#written, start: this.#start };
  }

  /** Takes the first `length` bytes away. */
  shift(length: number): Buffer {
    const start = this.#start;
    this.#start += length;
    return this.#written.subarray(start, this.#start);
  }

  #begin(block: Buffer, start: number, end: number): void {
    this.#block = block;
    this.#start = start;
    this.#end = end;
    this.#written = end === block.length ? block : block.subarray(0, end);
  }

  #append(chunk: Buffer): void {
    this.#block.set(chunk, this.#end);
    this.#begin(this.#block, this.#start, this.#end + chunk.length);
  }
}
