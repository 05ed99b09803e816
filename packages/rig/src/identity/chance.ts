import { createHash } from 'node:crypto';

/**
 * Everything random in the practice identity server, drawn from a seed so that a run can be repeated.
 * Predictable tokens are fit for a practice server on loopback only.
 */
export class Chance {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A URL-safe string made of `bytes` drawn bytes. */
  token(bytes: number): string {
    return this.#bytes(`draw:${this.#drawn++}`, bytes).toString('base64url');
  }

  /** A whole number between `least` and `most`, both included. */
  between(least: number, most: number): number {
    return least + (this.#bytes(`draw:${this.#drawn++}`, 6).readUIntBE(0, 6) % (most - least + 1));
  }

  guid(): string {
    return asGuid(this.#bytes(`draw:${this.#drawn++}`, 16));
  }

  /** The GUID that belongs to a name: the same whenever it is asked for, so that the order of set-up does not matter. */
  guidOf(name: string): string {
    return asGuid(this.#bytes(`name:${name}`, 16));
  }

  /** The URL-safe string that belongs to a name. */
  tokenOf(name: string, bytes: number): string {
    return this.#bytes(`name:${name}`, bytes).toString('base64url');
  }

  #bytes(purpose: string, length: number): Buffer {
    return createHash('shake256', { outputLength: length }).update(`${this.#seed}\n${purpose}`).digest();
  }
}

/** Sixteen bytes as a GUID with the version (4) and variant bits of RFC 9562. */
function asGuid(bytes: Buffer): string {
  const marked = Buffer.from(bytes);
  marked.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  marked.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = marked.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
