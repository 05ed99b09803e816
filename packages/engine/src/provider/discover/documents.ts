/**
 * Fetches configuration documents, over https only. The autoconfig draft names one http address, for old servers, and makes
 * it optional; what came over it could be anybody's, and it says where a password will go, so it is never asked.
 */
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Failure } from '@mailroom/model';
import { connectionFailure } from '../egress/connection-failure.ts';
import { type EgressPolicy, refusedByPolicy } from '../egress/index.ts';
import { hostName } from './host-name.ts';
import type { Outside } from './outside.ts';

export interface DocumentRequest {
  /** `https:` */
  url: string;
  /** An XML document to post; left out for GET. */
  body?: string;
  signal: AbortSignal;
}

/**
 * Answers the document's text, or null where there is no such host or it says that it has none.
 * @throws Failure where it did not say: unreachable, refused by policy, too long, redirected in circles or to http.
 */
export type FetchDocument = (request: DocumentRequest) => Promise<string | null>;

/** The longest document in Mozilla's collection has some ten kilobytes. */
export const longestDocument = 128 * 1024;
const mostRedirects = 3;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Hosts answer everything with a page; those that never heard of the format often serve XML as plain text or bytes. */
const documentType =
  /^(?:$|text\/plain|application\/octet-stream|(?:text|application)\/(?:[\w.+-]+\+)?xml)(?:\s*;|$)/;

function refused(url: URL, code: string): Failure {
  const detail = { host: url.hostname };
  return new Failure({ origin: 'provider', kind: 'protocol-error', next: { do: 'choose' }, code, detail });
}

/** Judges an address before anything is asked there, and again after each redirect. */
function vetted(text: string, base: string | undefined, policy: EgressPolicy): URL {
  const url = URL.parse(text, base);
  if (url === null) throw refusedByPolicy(text.slice(0, 100));
  const wellFormed = hostName(url.hostname) === url.hostname && url.username === '' && url.password === '';
  if (url.protocol !== 'https:') throw refused(url, 'not-https');
  // Only the administrator who opened the local network may have other ports asked.
  if (!wellFormed || (url.port !== '' && !policy.allowPrivate)) throw refusedByPolicy(url.hostname);
  return url;
}

function send(outside: Outside, url: URL, { body, signal }: DocumentRequest): Promise<IncomingMessage> {
  const port = url.port === '' ? 443 : Number(url.port);
  return new Promise((resolve, reject) => {
    const fail = (thrown: unknown): void => {
      reject(signal.aborted ? signal.reason : connectionFailure(thrown, { host: url.hostname, port }));
    };
    const request = httpsRequest(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        signal,
        // Without an agent the port counts as http's, and would be named in Host.
        defaultPort: 443,
        createConnection: () => outside.tls(url.hostname, port),
        maxHeaderSize: 16 * 1024,
        headers: {
          accept: 'text/xml, application/xml;q=0.9',
          // No compression: a cap on what arrives would not cap what it unfolds to.
          'accept-encoding': 'identity',
          'user-agent': 'Mailroom',
          ...(body === undefined ? {} : { 'content-type': 'text/xml; charset=utf-8' }),
        },
      },
      resolve,
    );
    request.on('error', fail);
    request.end(body);
  });
}

async function textOf(answer: IncomingMessage, url: URL, signal: AbortSignal): Promise<string | null> {
  const type = (answer.headers['content-type'] ?? '').trim().toLowerCase();
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (!documentType.test(type) || encoding !== 'identity') return null;
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > longestDocument) throw refused(url, 'too-long');
      pieces.push(piece);
    }
  } catch (thrown) {
    throw signal.aborted ? signal.reason : connectionFailure(thrown, { host: url.hostname, port: 443 });
  }
  return Buffer.concat(pieces).toString('utf8');
}

export function documentsOf(outside: Outside, policy: EgressPolicy): FetchDocument {
  return async (request) => {
    let url = vetted(request.url, undefined, policy);
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const answer = await send(outside, url, request).catch((thrown: unknown) => {
        // Most domains have no such host, which is an answer; a redirect to nowhere is a fault.
        const absent = thrown instanceof Failure && thrown.code === 'ENOTFOUND';
        if (hop === 0 && absent) return null;
        throw thrown;
      });
      if (answer === null) return null;
      try {
        const status = answer.statusCode ?? 0;
        const location = answer.headers.location;
        if (status === 200) return await textOf(answer, url, request.signal);
        if (status >= 500) throw refused(url, `HTTP ${status}`);
        if (!redirects.has(status) || location === undefined) return null;
        url = vetted(location, url.href, policy);
      } finally {
        answer.destroy();
      }
    }
    throw refused(url, 'too-many-redirects');
  };
}
