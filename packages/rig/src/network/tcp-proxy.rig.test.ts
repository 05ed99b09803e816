import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startTcpProxy, type TcpProxy } from './index.ts';

/** A server that answers every line with itself in capitals, with `said` before it. */
async function startServer(said = ''): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => socket.write(said + chunk.toString('latin1').toUpperCase()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  onTestFinished(() => {
    server.close();
  });
  return address.port;
}

async function startLine(): Promise<TcpProxy> {
  const proxy = await startTcpProxy({ port: await startServer() });
  onTestFinished(() => proxy.close());
  return proxy;
}

interface Client {
  socket: Socket;
  heard(): string;
  closed(): boolean;
}

async function call(proxy: TcpProxy): Promise<Client> {
  const socket = connect(proxy.port, proxy.host);
  let heard = '';
  let closed = false;
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
  });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return { socket, heard: () => heard, closed: () => closed };
}

const eventually = (isSo: () => boolean) =>
  vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 20_000, interval: 5 });

describe('a line', () => {
  it('carries both ways and counts what passes', async () => {
    const proxy = await startLine();
    const client = await call(proxy);
    client.socket.write('hello');
    await eventually(() => client.heard() === 'HELLO');
    expect(proxy.bytes).toBe(10);
    expect(proxy.connections).toBe(1);
  });

  it('is cut at the byte that was named, once', async () => {
    const proxy = await startLine();
    proxy.cutAfter(7);
    const client = await call(proxy);
    client.socket.write('hello');
    await eventually(() => client.heard() === 'HELLO');
    client.socket.write('again');
    await eventually(() => client.closed());
    expect(client.heard()).toBe('HELLOAG');
    const later = await call(proxy);
    later.socket.write('hello again');
    await eventually(() => later.heard() === 'HELLO AGAIN');
  });

  it('holds what is sent until it is lifted', async () => {
    const proxy = await startLine();
    const client = await call(proxy);
    const lift = proxy.stall();
    const whileStalled = await call(proxy);
    client.socket.write('hello');
    whileStalled.socket.write('you');
    await new Promise(setImmediate);
    expect([client.heard(), whileStalled.heard()]).toEqual(['', '']);
    lift();
    await eventually(() => client.heard() === 'HELLO' && whileStalled.heard() === 'YOU');
  });

  it('goes dead without either side being told, and a new one works', async () => {
    const proxy = await startLine();
    const client = await call(proxy);
    client.socket.write('hello');
    await eventually(() => client.heard() === 'HELLO');
    proxy.goDead();
    client.socket.write('anybody?');
    const other = await call(proxy);
    other.socket.write('hello');
    await eventually(() => other.heard() === 'HELLO');
    expect(client.heard()).toBe('HELLO');
    expect(client.closed()).toBe(false);
  });

  it('can be led to another server, with what is open left as it is', async () => {
    const proxy = await startLine();
    const before = await call(proxy);
    before.socket.write('a');
    await eventually(() => before.heard() === 'A');
    proxy.leadTo(await startServer('new '));
    const after = await call(proxy);
    before.socket.write('b');
    after.socket.write('c');
    await eventually(() => before.heard() === 'AB' && after.heard() === 'new C');
  });

  it('refuses new connections until it is lifted', async () => {
    const proxy = await startLine();
    const lift = proxy.refuse();
    const refused = await call(proxy);
    await eventually(() => refused.closed());
    lift();
    const client = await call(proxy);
    client.socket.write('hello');
    await eventually(() => client.heard() === 'HELLO');
  });

  it('passes everything, only slower, while it is slowed down', async () => {
    const proxy = await startLine();
    const lift = proxy.slowDown(50_000);
    const client = await call(proxy);
    client.socket.write('x'.repeat(2_000));
    await eventually(() => client.heard().length === 2_000);
    lift();
    client.socket.write('y');
    await eventually(() => client.heard().endsWith('Y'));
  });
});
