import type { Duplex } from 'node:stream';
import type { ImapFaults, ScriptedFault } from './faults.ts';
import type { Piece } from './grammar/response.ts';
import type { Transcript } from './transcript.ts';

const FLUSH_AT = 64 * 1024;

/** What the server says on one connection: gathers responses, counts their bytes, and lets faults interrupt them. */
export class Output {
  readonly #connection: number;
  readonly #faults: ImapFaults;
  readonly #transcript: Transcript;
  readonly #counted = new Map<ScriptedFault, number>();
  #stream: Duplex;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #held: Buffer[] | undefined;
  #cut = false;
  /** What the server is doing; faults are aimed by it. */
  phase = 'GREETING';

  constructor(connection: number, stream: Duplex, faults: ImapFaults, transcript: Transcript) {
    this.#connection = connection;
    this.#stream = stream;
    this.#faults = faults;
    this.#transcript = transcript;
  }

  /** Goes on over another stream, after STARTTLS or COMPRESS. */
  attach(stream: Duplex): void {
    this.#stream = stream;
  }

  /** Adds one response line; its line break is added here. */
  line(pieces: readonly Piece[]): void {
    const wrong = this.#faults.none ? [] : this.#faults.at('wrong-literal', this.#connection, this.phase);
    let text = '';
    let before = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const fault = wrong.shift();
      fault?.strike();
      const announced = `{${Math.max(0, piece.bytes.length + (fault?.what.delta ?? 0))}}`;
      this.#gather(Buffer.from(`${text}${announced}\r\n`, 'utf8'));
      this.#gather(Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.length));
      before += text + announced;
      text = '';
    }
    this.#gather(Buffer.from(`${text}\r\n`, 'utf8'));
    this.#transcript.add(this.#connection, 'server', before + text);
    if (this.#gatheredBytes >= FLUSH_AT) this.flush();
  }

  /** Hands everything gathered to the network. */
  flush(): void {
    if (this.#gatheredBytes === 0) return;
    const bytes = Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#send(bytes);
  }

  /** Resolves when the network has taken what was sent, so that a long reply does not pile up in memory. */
  async drained(): Promise<void> {
    while (this.#stream.writableNeedDrain && !this.#stream.destroyed) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#stream.off('drain', done);
          this.#stream.off('close', done);
          resolve();
        };
        this.#stream.on('drain', done);
        this.#stream.on('close', done);
      });
    }
  }

  /** Sends what is left and closes. */
  end(): void {
    this.flush();
    if (!this.#held && !this.#cut) this.#stream.end();
  }

  #gather(bytes: Buffer): void {
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
  }

  #send(bytes: Buffer): void {
    if (this.#cut || this.#stream.destroyed || this.#stream.writableEnded) return;
    if (this.#held) {
      this.#held.push(bytes);
      return;
    }
    const struck = this.#faults.none ? undefined : this.#interruption(bytes.length);
    if (!struck) {
      this.#stream.write(bytes);
      return;
    }
    const { fault, at } = struck;
    fault.strike();
    if (fault.what.kind === 'cut') {
      this.#cut = true;
      this.#stream.write(bytes.subarray(0, at), () => this.#stream.destroy());
      return;
    }
    if (at > 0) this.#stream.write(bytes.subarray(0, at));
    this.#held = [bytes.subarray(at)];
    fault.onLift(() => {
      const held = this.#held ?? [];
      this.#held = undefined;
      this.#send(Buffer.concat(held));
    });
  }

  /** The first fault to strike within the next `length` bytes, and after how many of them. */
  #interruption(length: number) {
    let first: { fault: ScriptedFault; at: number } | undefined;
    const { phase } = this;
    const faults = [
      ...this.#faults.at('cut', this.#connection, phase),
      ...this.#faults.at('stall', this.#connection, phase),
    ];
    for (const fault of faults) {
      const counted = this.#counted.get(fault) ?? 0;
      const at = fault.what.afterBytes - counted;
      if (at < length && (!first || at < first.at)) first = { fault, at: Math.max(0, at) };
      this.#counted.set(fault, counted + length);
    }
    return first;
  }
}
