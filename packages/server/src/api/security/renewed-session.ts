import type { FastifyReply } from 'fastify';
import { begunSession } from '../../auth/begun-session.ts';
import { answerCookies } from '../../auth/cookies.ts';
import type { SignedIn } from '../../http/handler.ts';
import type { Services } from '../../services.ts';

/**
 * After a second factor was added: every session that began without it ends, but the one that added it, which better-auth may have begun
 * anew. So whoever was in by the password alone is out.
 */
export async function keepThisSessionOnly(
  { sessionList, sessions, followers }: Pick<Services, 'sessionList' | 'sessions' | 'followers'>,
  { person, sessionId }: Pick<SignedIn, 'person' | 'sessionId'>,
  reply: FastifyReply,
  answer: Response,
): Promise<void> {
  answerCookies(reply, answer);
  const renewed = await begunSession(sessions, answer);
  await sessionList.endOthers(person.id, renewed?.id ?? sessionId ?? '');
  if (renewed && sessionId !== null && renewed.id !== sessionId) followers.closeProvenBy(sessionId);
}
