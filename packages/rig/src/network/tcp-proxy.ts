import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Ends a fault of the line. Calling it again changes nothing. */
export type Lift = () => void;

/**
 * A line between a client and any server, which can be cut, held up, slowed down or go dead. It sees TLS as bytes, so that it does the
 * same to a practice server and to a real one.
 */
export interface TcpProxy {
  readonly host: string;
  readonly port: number;
  /** Connections accepted since the start. */
  readonly connections: number;
  /** Bytes that have passed, both ways together. */
  readonly bytes: number;
  /** Drops the connection over which the next `bytes` of the server's have passed. Once. */
  cutAfter(bytes: number): Lift;
  /** Holds what either side sends, on every connection; lifted, it goes on where it was. */
  stall(): Lift;
  /**
   * The connections open now go dead: what either side sends is lost, and neither hears of an end, as when a router forgets them.
   * Connections made later work. There is no lifting it.
   */
  goDead(): void;
  /** What the server sends passes at this pace, on every connection. */
  slowDown(bytesPerSecond: number): Lift;
  /** New connections are dropped as soon as they are made. */
  refuse(): Lift;
  /** Drops the connections open now. */
  dropAll(): void;
  /** New connections lead to this port: the server was started anew. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

const host = '127.0.0.1';
/** How often a slowed line lets bytes pass, in milliseconds. */
const slowTick = 10;

class Cut {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** How much of a chunk still passes; undefined while the cut is further on. */
  within(length: number): number | undefined {
    if (length <= this.#left) {
      this.#left -= length;
      return undefined;
    }
    return this.#left;
  }
}

class Line {
  readonly #client: Socket;
  readonly #server: Socket;
  #dead = false;

  constructor(client: Socket, server: Socket) {
    this.#client = client;
    this.#server = server;
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => one.destroy());
      one.on('close', () => {
        if (!this.#dead) other.destroy();
      });
      one.on('end', () => {
        if (!this.#dead) other.end();
      });
    }
  }

  get dead(): boolean {
    return this.#dead;
  }

  goDead(): void {
    this.#dead = true;
    // Read on, so that neither side notices from a full buffer.
    this.hold(false);
    this.#client.on('close', () => this.#server.destroy());
  }

  hold(held: boolean): void {
    for (const socket of [this.#client, this.#server]) {
      if (held && !this.#dead) socket.pause();
      else socket.resume();
    }
  }

  drop(): void {
    this.#client.destroy();
    this.#server.destroy();
  }
}

/** Starts a line to a server on loopback. */
export async function startTcpProxy(to: { readonly port: number }): Promise<TcpProxy> {
  let target = to.port;
  const lines = new Set<Line>();
  const cuts = new Set<Cut>();
  let accepted = 0;
  let bytes = 0;
  let held = 0;
  let refused = 0;
  let pace: number | undefined;

  const server = createServer({ noDelay: true }, (client) => {
    accepted += 1;
    client.on('error', () => client.destroy());
    if (refused > 0) {
      client.destroy();
      return;
    }
    const upstream = connect({ host, port: target, noDelay: true });
    const line = new Line(client, upstream);
    lines.add(line);
    client.on('close', () => lines.delete(line));
    client.on('data', (chunk: Buffer) => {
      if (line.dead) return;
      bytes += chunk.length;
      if (upstream.writable) upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (line.dead) return;
      bytes += chunk.length;
      for (const cut of cuts) {
        const passing = cut.within(chunk.length);
        if (passing === undefined) continue;
        cuts.delete(cut);
        client.write(chunk.subarray(0, passing), () => line.drop());
        upstream.pause();
        return;
      }
      if (client.writable) client.write(chunk);
      if (pace !== undefined) restBetween(upstream, chunk.length, pace);
    });
    if (held > 0) line.hold(true);
  });

  const restBetween = (upstream: Socket, length: number, bytesPerSecond: number) => {
    upstream.pause();
    setTimeout(
      () => {
        if (held === 0) upstream.resume();
      },
      Math.max(slowTick, (length * 1_000) / bytesPerSecond),
    ).unref();
  };

  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port');

  return {
    host,
    port: address.port,
    get connections() {
      return accepted;
    },
    get bytes() {
      return bytes;
    },
    cutAfter(after) {
      const cut = new Cut(after);
      cuts.add(cut);
      return () => cuts.delete(cut);
    },
    stall() {
      held += 1;
      for (const line of lines) line.hold(true);
      return lifting(() => {
        held -= 1;
        if (held === 0) for (const line of lines) line.hold(false);
      });
    },
    goDead() {
      for (const line of lines) line.goDead();
    },
    slowDown(bytesPerSecond) {
      pace = bytesPerSecond;
      return lifting(() => {
        pace = undefined;
      });
    },
    refuse() {
      refused += 1;
      return lifting(() => {
        refused -= 1;
      });
    },
    dropAll() {
      for (const line of lines) line.drop();
    },
    leadTo(port) {
      target = port;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const line of lines) line.drop();
      await closed;
    },
  };
}

/** Runs at the first call only. */
function lifting(lift: () => void): Lift {
  let lifted = false;
  return () => {
    if (lifted) return;
    lifted = true;
    lift();
  };
}
