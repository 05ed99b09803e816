import type { LookupAddress, lookup } from 'node:dns';
import { connect, createServer, type Server } from 'node:net';
import { Failure } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { guardedLookup, vetHost } from './guard.ts';
import { isLoopbackName } from './loopback.ts';

const closed = { allowPrivate: false };

/** A resolver with one answer. */
function answering(found: LookupAddress[]): typeof lookup {
  const resolve = (
    _name: string,
    _options: object,
    callback: (error: null, found: LookupAddress[]) => void,
  ) => callback(null, found);
  return resolve as unknown as typeof lookup;
}

function resolved(found: LookupAddress[]): Promise<unknown> {
  return new Promise((resolve) => {
    guardedLookup(closed, answering(found))('mail.example', { all: true }, (error, addresses) =>
      resolve(error ?? addresses),
    );
  });
}

describe('guardedLookup', () => {
  it('answers only the addresses that the policy lets through', async () => {
    const found = await resolved([
      { address: '10.0.0.5', family: 4 },
      { address: '52.97.133.226', family: 4 },
    ]);
    expect(found).toEqual([{ address: '52.97.133.226', family: 4 }]);
  });

  it('refuses a name that leads nowhere else than inside', async () => {
    const refused = await resolved([
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
    expect(refused).toBeInstanceOf(Failure);
    expect(refused).toMatchObject({ kind: 'host-refused-by-policy', detail: { host: 'mail.example' } });
  });

  it.each(['localhost', '127.1', '2130706433', '0x7f.1', '017700000001'])(
    'keeps a connection from being opened to %s',
    async (host) => {
      const accepted: unknown[] = [];
      const server: Server = createServer((socket) => accepted.push(socket.destroy()));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const error = await new Promise<unknown>((resolve) => {
        connect({ host, port, lookup: guardedLookup(closed) })
          .once('error', resolve)
          .once('connect', () => resolve('connected'));
      });
      await new Promise((resolve) => server.close(resolve));
      expect(error).toBeInstanceOf(Error);
      expect(accepted).toEqual([]);
    },
  );
});

describe('vetHost', () => {
  it.each([
    ['127.0.0.1', 993],
    ['[::1]', 993],
    ['::ffff:10.0.0.1', 993],
    ['169.254.169.254', 993],
    ['mail.example', 80],
    ['mail.example', 6379],
    ['mail.example', 3300],
  ])('refuses %s port %i without a word of what is there', (host, port) => {
    expect(() => vetHost({ host, port }, closed)).toThrow(
      expect.objectContaining({ kind: 'host-refused-by-policy', detail: { host } }),
    );
  });

  it.each([25, 143, 465, 587, 993, 2525])('lets mail port %i through', (port) => {
    expect(() => vetHost({ host: 'mail.example', port }, closed)).not.toThrow();
  });

  it('leaves ports to the administrator who opened the local network', () => {
    expect(() => vetHost({ host: '192.168.1.9', port: 1143 }, { allowPrivate: true })).not.toThrow();
    expect(() => vetHost({ host: '169.254.169.254', port: 993 }, { allowPrivate: true })).toThrow(Failure);
  });
});

describe('isLoopbackName', () => {
  it.each(['localhost', 'LOCALHOST.', 'mail.localhost', '127.0.0.1', '127.8.9.1', '[::1]', '::1'])(
    '%s is',
    (name) => {
      expect(isLoopbackName(name)).toBe(true);
    },
  );

  it.each(['localhost.example', '127.0.0.1.nip.io', '127.1', '10.0.0.1', '::ffff:127.0.0.1', ''])(
    '%s is not',
    (name) => {
      expect(isLoopbackName(name)).toBe(false);
    },
  );
});
