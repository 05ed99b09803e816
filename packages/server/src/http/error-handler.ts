import { asFailure, Failure, failureKind } from '@mailroom/model';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { statusOf } from './failure-status.ts';
import { invalidRequest, notFound } from './refusals.ts';

/** Schemas name their own reasons with a key such as `client-id-form`; for all others the issue's code is the reason. */
const reasonKey = /^[a-z]+(-[a-z]+)+$/;

/** What a schema refused. A reason that is itself a kind of failure (`secret-id-instead-of-value`) becomes the kind. */
function validationFailure(issues: NonNullable<FastifyError['validation']>): Failure {
  const detail: Record<string, string> = {};
  for (const { instancePath, message, keyword } of issues) {
    const field = instancePath.slice(1).replaceAll('/', '.') || 'request';
    detail[field] = message && reasonKey.test(message) ? message : keyword;
  }
  const kind = Object.values(detail)
    .map((reason) => failureKind.safeParse(reason))
    .find(({ success }) => success)?.data;
  return kind ? new Failure({ origin: 'person', kind, detail }) : invalidRequest(detail);
}

function isFastifyError(thrown: unknown): thrown is FastifyError {
  return thrown instanceof Error && 'code' in thrown && 'statusCode' in thrown;
}

/** Any thrown value as the failure to answer with. */
export function failureOfThrown(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (hasZodFastifySchemaValidationErrors(thrown)) return validationFailure(thrown.validation);
  if (isFastifyError(thrown)) {
    if (thrown.statusCode === 404) return notFound();
    if (thrown.statusCode === 413) {
      return new Failure({ origin: 'person', kind: 'message-too-large', cause: thrown });
    }
    if (thrown.statusCode && thrown.statusCode < 500) return invalidRequest({}, thrown);
  }
  return asFailure(thrown);
}

function retryAfterSeconds(failure: Failure): number | null {
  if (failure.next.do !== 'wait' || failure.next.until === null) return null;
  return Math.max(1, Math.ceil((Date.parse(failure.next.until) - Date.now()) / 1000));
}

/** Answers every failure with the wire form; only what nobody classified is logged as an error, with its cause. */
export function answerFailure(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOfThrown(thrown);
  const status = statusOf(failure);
  if (status >= 500) request.log.error({ err: failure.cause ?? failure }, 'request failed');
  const seconds = retryAfterSeconds(failure);
  if (status === 429 && seconds !== null) reply.header('retry-after', seconds);
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ failure: failure.toWire() });
}
