import { asFailure } from '@mailroom/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerCookies } from '../../auth/cookies.ts';
import { type Factor, recordRefusal, recordSignIn } from '../../auth/sign-in-record.ts';
import type { Services } from '../../services.ts';

/** Completes a sign-in with its second factor; either way the audit log tells. */
export async function completed(
  services: Services,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  factor: Factor,
  answered: Promise<Response>,
): Promise<void> {
  const answer = await answered.catch(async (thrown: unknown) => {
    const { kind } = asFailure(thrown);
    if (kind === 'code-wrong' || kind === 'passkey-refused')
      await recordRefusal(services, request, 'signin.second-factor-failed', { factor });
    throw thrown;
  });
  answerCookies(reply, answer);
  await recordSignIn(services, request, answer, factor);
}
