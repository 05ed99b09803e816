import { Failure } from '@mailroom/model';
import type { FastifyReply } from 'fastify';

/** Does work with a signal that aborts when the client goes away before it is answered. */
export async function whileConnected<T>(
  reply: FastifyReply,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const abort = () => gone.abort(new Failure({ origin: 'network', kind: 'connection-lost' }));
  reply.raw.once('close', abort);
  try {
    return await work(gone.signal);
  } finally {
    reply.raw.off('close', abort);
  }
}
