/** A practice web server on loopback that is every host of the world: pages by host and path, faults included. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { PracticeCertificates } from '../tls/index.ts';

export interface Page {
  /** Default 200. */
  status?: number;
  /** Content-Type; default `text/xml`. An empty text leaves it out. */
  type?: string;
  body?: string;
  /** Location of a redirect; the status is then 302 unless given. */
  location?: string;
  /** Sends the beginning of the body and then nothing more. */
  stalls?: boolean;
  /** Sends this many bytes of padding after the body, as fast as they are taken. */
  padding?: number;
}

export interface WebRequest {
  method: string;
  /** `https://` + host + path, without the query. */
  url: string;
  query: string;
  body: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface PracticeWeb {
  port: number;
  requests: readonly WebRequest[];
  /** @param pages by URL without its query. */
  add(pages: Readonly<Record<string, Page>>): void;
  /** Resolves once a request for the URL has come. */
  asked(url: string): Promise<WebRequest>;
  close(): Promise<void>;
}

function pad(response: ServerResponse, left: number): void {
  const piece = Buffer.alloc(Math.min(left, 64 * 1024), ' ');
  if (left === 0) response.end();
  else if (response.write(piece)) setImmediate(pad, response, left - piece.length);
  else response.once('drain', () => pad(response, left - piece.length));
}

function send(response: ServerResponse, page: Page): void {
  const type = page.type ?? 'text/xml';
  response.writeHead(page.status ?? (page.location === undefined ? 200 : 302), {
    ...(type === '' ? {} : { 'content-type': type }),
    // Servers put what they were given into the header, byte by byte.
    ...(page.location === undefined ? {} : { location: Buffer.from(page.location).toString('latin1') }),
  });
  response.write(page.body ?? '');
  if (!page.stalls) pad(response, page.padding ?? 0);
}

export async function startWeb(certificates: PracticeCertificates): Promise<PracticeWeb> {
  const pages = new Map<string, Page>();
  const requests: WebRequest[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(
    { cert: certificates.certPem, key: certificates.keyPem },
    async (request, response) => {
      const [path = '/', query = ''] = (request.url ?? '/').split('?');
      const url = `https://${request.headers.host ?? ''}${path}`;
      let body = '';
      for await (const piece of request) body += String(piece);
      requests.push({ method: request.method ?? '', url, query, body, headers: request.headers });
      for (const look of waiting) look();
      send(response, pages.get(url) ?? { status: 404, type: 'text/html', body: 'none' });
    },
  );
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    requests,
    add(added) {
      for (const [url, page] of Object.entries(added)) pages.set(url, page);
    },
    asked(url) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = requests.find((request) => request.url === url);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
