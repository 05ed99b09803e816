/** Mail servers that greet and encrypt, and whom nobody can sign in to: what they hear is kept, to be searched for secrets. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { PracticeCertificates } from '../tls/index.ts';

/** `smtp-plain` greets on a submission port and does not know STARTTLS; `mute` accepts and says nothing. */
export type Greeter = 'imap-tls' | 'smtp-tls' | 'smtp-starttls' | 'smtp-plain' | 'mute';

export interface Greeters {
  ports: Readonly<Record<Greeter, number>>;
  /** Everything that clients said. */
  heard: readonly string[];
  close(): Promise<void>;
}

const imapGreeting = '* OK [CAPABILITY IMAP4rev1] practice\r\n';
const smtpGreeting = '220 practice ESMTP\r\n';

export async function startGreeters(certificates: PracticeCertificates): Promise<Greeters> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const secureContext = createSecureContext({ cert: certificates.certPem, key: certificates.keyPem });
  const tls = { cert: certificates.certPem, key: certificates.keyPem };

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  function greet(greeting: string) {
    return (socket: Socket): void => {
      keep(socket);
      socket.on('data', (piece) => heard.push(piece.toString()));
      socket.write(greeting);
    };
  }

  function submission(extension: string) {
    return (socket: Socket): void => {
      keep(socket);
      const listen = (piece: Buffer): void => {
        heard.push(piece.toString());
        if (/^EHLO /i.test(piece.toString()))
          socket.write(`250-practice\r\n250-${extension}\r\n250 8BITMIME\r\n`);
        else if (extension === 'STARTTLS' && /^STARTTLS\r\n/i.test(piece.toString())) {
          socket.off('data', listen);
          socket.write('220 go ahead\r\n');
          keep(new TLSSocket(socket, { isServer: true, secureContext }));
        } else socket.write('502 no\r\n');
      };
      socket.on('data', listen);
      socket.write(smtpGreeting);
    };
  }

  const servers: Readonly<Record<Greeter, Server>> = {
    'imap-tls': createTlsServer(tls, greet(imapGreeting)),
    'smtp-tls': createTlsServer(tls, greet(smtpGreeting)),
    'smtp-starttls': createServer(submission('STARTTLS')),
    'smtp-plain': createServer(submission('SIZE 1000')),
    mute: createServer(keep),
  };
  const ports = { 'imap-tls': 0, 'smtp-tls': 0, 'smtp-starttls': 0, 'smtp-plain': 0, mute: 0 };
  for (const [name, server] of Object.entries(servers) as [Greeter, Server][]) {
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address !== 'string') ports[name] = address.port;
  }
  return {
    ports,
    heard,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        Object.values(servers).map((server) => new Promise<void>((done) => server.close(() => done()))),
      );
    },
  };
}
