import type { FastifyReply } from 'fastify';

/** Passes the cookies of a `Response` on to the browser. */
export function answerCookies(reply: FastifyReply, answer: Response): FastifyReply {
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  return reply;
}
