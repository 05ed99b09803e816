/**
 * GET /mail-frame: the document that sanitises and shows one message's HTML. It is served with a policy of its own, which gives it
 * an opaque origin, one script by its hash, no network but inline images, and only Mailroom's own pages around it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StartProblem } from '../start/start-problem.ts';
import { inlinePath } from './inline-path.ts';

const frameDescription = z.object({ sha256: z.base64() });

/**
 * `'self'` matches nothing in a document of opaque origin, so the origin of the inline images is named: the one this request was
 * made to, which need not be the public address (localhost and 127.0.0.1).
 */
export function mailFramePolicy(sha256: string, origin: string): string {
  return [
    'sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `script-src 'sha256-${sha256}'`,
    "style-src 'unsafe-inline'",
    `img-src data: ${origin}${inlinePath}/`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The origin of the request's address; a Host header that is not one host and port cannot add to the policy. */
function requestOrigin(request: FastifyRequest): string {
  const address = `${request.protocol}://${request.host}`;
  return URL.canParse(address) ? new URL(address).origin : 'null';
}

async function readFrame(webDirectory: string): Promise<{ html: string; sha256: string }> {
  try {
    const html = await readFile(join(webDirectory, 'mail-frame.html'), 'utf8');
    const description = await readFile(join(webDirectory, 'mail-frame.json'), 'utf8');
    return { html, ...frameDescription.parse(JSON.parse(description)) };
  } catch (thrown) {
    throw new StartProblem(`The mail frame is not built in ${webDirectory}; run: npm run build`, {
      cause: thrown,
    });
  }
}

/** @throws StartProblem when the web app's build did not leave the frame. */
export async function mailFrameRoute(app: FastifyInstance, webDirectory: string): Promise<void> {
  const { html, sha256 } = await readFrame(webDirectory);
  app.get('/mail-frame', { schema: { hide: true } }, async (request, reply) =>
    reply
      .header('content-security-policy', mailFramePolicy(sha256, requestOrigin(request)))
      .header('x-frame-options', 'SAMEORIGIN')
      .type('text/html; charset=utf-8')
      .serializer((text: string) => text)
      .send(html),
  );
}
