import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Stands between a client and a server on this machine, passes on what they say, and notes when the server speaks. */
export interface WireTap {
  /** Where the client connects to. */
  port: number;
  /** When the server speaks next: nanoseconds of the machine's monotonic clock. */
  next(): Promise<bigint>;
  close(): Promise<void>;
}

export async function tapWire(serverPort: number): Promise<WireTap> {
  const waiting: ((at: bigint) => void)[] = [];
  const tap = createServer({ noDelay: true }, (client) => {
    const server = connect({ host: 'localhost', port: serverPort, noDelay: true });
    client.pipe(server);
    server.pipe(client);
    server.on('data', () => {
      const at = process.hrtime.bigint();
      for (const resolve of waiting.splice(0)) resolve(at);
    });
    client.on('error', () => server.destroy()).on('close', () => server.destroy());
    server.on('error', () => client.destroy()).on('close', () => client.destroy());
  });
  tap.listen(0, '127.0.0.1');
  await once(tap, 'listening');
  return {
    port: (tap.address() as AddressInfo).port,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      const closed = once(tap, 'close');
      tap.close();
      await closed;
    },
  };
}
