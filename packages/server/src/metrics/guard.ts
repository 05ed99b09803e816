/**
 * Who may read the metrics: whoever shows the token of the settings; without one, programs on this machine that reached the server without
 * a proxy in between. A page in somebody's browser on this machine names another host, however its name was made to resolve.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

export type MetricsAnswer = 'allowed' | 'token-wanted' | 'hidden';

const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];
const ownNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const loopback = /^(127\.|::1$|::ffff:127\.)/;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The scheme's name is compared without regard to case (RFC 9110 11.1). */
function bearer(header: string | undefined): string | null {
  return /^bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

export function mayReadMetrics(
  { headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>,
  token: string | null,
): MetricsAnswer {
  if (token !== null) {
    const shown = bearer(headers.authorization);
    return shown !== null && timingSafeEqual(digest(shown), digest(token)) ? 'allowed' : 'token-wanted';
  }
  const direct = forwarding.every((name) => headers[name] === undefined);
  const here = loopback.test(socket.remoteAddress ?? '') && ownNames.test(headers.host ?? '');
  return direct && here ? 'allowed' : 'hidden';
}
