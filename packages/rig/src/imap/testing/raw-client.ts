import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A client that says exactly what a test tells it to, and shows what comes back, byte for byte. */
export class RawClient {
  #socket: Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #wake: (() => void) | undefined;
  #tags = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen(socket);
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Encrypts the connection, as after STARTTLS. */
  async encrypt(ca: string): Promise<void> {
    this.#socket.removeAllListeners('data');
    const encrypted = connectTls({ socket: this.#socket, ca, host: '127.0.0.1' });
    await once(encrypted, 'secureConnect');
    this.#socket = encrypted;
    this.#listen(encrypted);
  }

  /** Sends bytes as they are; a string is one byte per character. */
  send(bytes: string | Uint8Array): void {
    this.#socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** Everything up to and including the next match; it must come. One character per byte. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const text = this.#received.toString('latin1');
      const found = pattern.exec(text);
      if (found) {
        const end = found.index + found[0].length;
        this.#received = this.#received.subarray(end);
        return text.slice(0, end);
      }
      if (this.#ended) throw new Error(`The server hung up; it had said: ${text}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Sends a command with a fresh tag and returns everything up to and including its tagged reply. */
  async command(text: string): Promise<string> {
    this.#tags += 1;
    const tag = `t${this.#tags}`;
    this.send(`${tag} ${text}\r\n`);
    return this.until(new RegExp(`(?:^|\\n)${tag} [^\\n]*\\n`));
  }

  /** Everything not yet looked at, once the server has hung up. */
  async untilEnd(): Promise<string> {
    while (!this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const rest = this.#received.toString('latin1');
    this.#received = Buffer.alloc(0);
    return rest;
  }

  /** Says that nothing more will come, and waits until the server has dealt with all of it and hung up. */
  async finish(): Promise<string> {
    this.#socket.end();
    return this.untilEnd();
  }

  close(): void {
    this.#socket.destroy();
  }

  #listen(socket: Socket): void {
    const ended = () => {
      this.#ended = true;
      this.#wake?.();
    };
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake?.();
    });
    socket.on('end', ended);
    socket.on('close', ended);
    socket.on('error', ended);
  }
}
