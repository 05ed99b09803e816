import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificates, type PracticeCertificates } from './index.ts';

/** Connects to a server holding the certificate; resolves to the client's verdict on it. */
async function verdict(served: PracticeCertificates, ca: string, servername?: string): Promise<string> {
  const server = createServer({ cert: served.certPem, key: served.keyPem });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const client = connect({ host: '127.0.0.1', port: address.port, ca, servername });
  try {
    await once(client, 'secureConnect');
    return 'trusted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  } finally {
    client.destroy();
    server.close();
  }
}

describe('practice certificates', () => {
  it('are trusted by who trusts their authority, by name and by address', async () => {
    const made = makeCertificates({ hosts: ['localhost', '127.0.0.1'] });
    expect(await verdict(made, made.caPem)).toBe('trusted');
    expect(await verdict(made, made.caPem, 'localhost')).toBe('trusted');
  });

  it('are refused by everyone else', async () => {
    const [made, other] = [makeCertificates(), makeCertificates()];
    expect(await verdict(made, other.caPem)).not.toBe('trusted');
  });

  it('are refused for another name', async () => {
    const made = makeCertificates();
    expect(await verdict(made, made.caPem, 'elsewhere.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('are renewed by the same authority, which clients keep trusting', async () => {
    const made = makeCertificates();
    expect(await verdict({ ...made, ...made.reissue() }, made.caPem)).toBe('trusted');
    const expired = made.reissue({ notAfter: new Date(Date.now() - 60_000) });
    expect(await verdict({ ...made, ...expired }, made.caPem)).toBe('CERT_HAS_EXPIRED');
  });

  it('are refused once expired', async () => {
    const made = makeCertificates({ notAfter: new Date(Date.now() - 60_000) });
    expect(await verdict(made, made.caPem)).toBe('CERT_HAS_EXPIRED');
  });
});
