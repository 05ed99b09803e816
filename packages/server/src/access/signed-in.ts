import type { Route } from '@mailroom/model/api/index';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../http/handler.ts';
import { notAllowed, notSignedIn } from '../http/refusals.ts';
import type { Services } from '../services.ts';

/**
 * Who asks, and what they may see. The only place where a session becomes a person and a person a scope: routes of the
 * contract, downloads, the live stream and the OAuth callback all come through here.
 */
export async function signedIn(
  { sessions, store }: Pick<Services, 'sessions' | 'store'>,
  access: Exclude<Route['access'], 'public'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignedIn> {
  const session = await sessions.ofRequest(request.headers);
  if (!session) throw notSignedIn();
  for (const cookie of session.setCookies) reply.header('set-cookie', cookie);
  if (access === 'administrator' && session.person.role !== 'administrator') throw notAllowed();
  const { person, id: sessionId } = session;
  request.personId = person.id;
  return { person, sessionId, scope: await store.scopeOf(person) };
}
