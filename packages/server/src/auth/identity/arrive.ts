/** The browser is back from an identity provider's sign-in page: whose session begins, or who is connected, and the screen that says so. */
import { type SignInIdentity, signInStatePrefix } from '@mailroom/engine/provider/oauth2/index';
import { asFailure, Failure, type SignInProvider } from '@mailroom/model';
import { invitationPath } from '@mailroom/model/api/index';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../../access/network-of.ts';
import { inBrowser, signedIn } from '../../access/signed-in.ts';
import { joinByIdentity } from '../../people/join-by-identity.ts';
import type { Services } from '../../services.ts';
import { answerCookies } from '../cookies.ts';
import { recordSignIn } from '../sign-in-record.ts';
import type { Purpose } from './attempt-cookie.ts';

const securityScreen = '/settings/security';
const signInScreen = '/sign-in';
/** Where somebody who joined goes on: to link a mailbox. */
const firstScreen = '/accounts';

/** The screen that says what failed; an invitation's stays what it was opened with, for it may still be good. */
function screenOf(purpose: Purpose, failure: URLSearchParams): string {
  switch (purpose.do) {
    case 'sign-in':
      return `${signInScreen}?${failure}`;
    case 'connect':
      return `${securityScreen}?${failure}`;
    case 'join':
      return `${invitationPath}?${failure}#${purpose.token}`;
  }
}

/** Whether a return is that of somebody signing in, and not of a mailbox being linked. */
export function isSignInReturn(parameters: URLSearchParams): boolean {
  return parameters.get('state')?.startsWith(signInStatePrefix) ?? false;
}

/** One return from a provider, on its way to a screen. */
interface Arrival {
  services: Services;
  request: FastifyRequest;
  reply: FastifyReply;
  kind: SignInProvider['kind'];
  identity: SignInIdentity;
}

async function connect(
  { services, request, reply, kind, identity }: Arrival,
  begunBy: { personId: string; sessionId: string },
): Promise<string> {
  const { person, sessionId, scope } = await signedIn(services, inBrowser, request, reply);
  // Somebody else has signed in meanwhile: what was begun is not theirs to end.
  if (begunBy.personId !== person.id || begunBy.sessionId !== sessionId)
    throw new Failure({ origin: 'person', kind: 'link-expired', next: { do: 'retry' } });
  await services.identitySignIn.connections.connect(person.id, kind, identity);
  const { origin } = scope;
  const detail = { provider: kind };
  await services.store.audit.record({ actor: person.id, action: 'signin.provider-linked', detail, origin });
  return securityScreen;
}

async function begin(
  { services, request, reply, kind }: Arrival,
  personId: string,
  next: string,
): Promise<string> {
  const { answer, pending } = await services.sessions.signInAs(request, personId);
  answerCookies(reply, answer);
  await recordSignIn(services, request, answer, kind);
  return pending ? `${signInScreen}?${new URLSearchParams({ step: 'second-factor', next })}` : next;
}

async function goOn(arrival: Arrival, purpose: Purpose): Promise<string> {
  const { services, request, kind, identity } = arrival;
  switch (purpose.do) {
    case 'sign-in':
      return begin(
        arrival,
        await services.identitySignIn.connections.personOf(kind, identity),
        purpose.next ?? '/',
      );
    case 'connect':
      return connect(arrival, purpose);
    case 'join': {
      const origin = { sessionId: null, keyId: null, network: networkOf(request.ip) };
      const joined = await joinByIdentity(services, { kind, identity }, { token: purpose.token, origin });
      return begin(arrival, joined.id, firstScreen);
    }
  }
}

/** Answers the path to go on to; what failed is told by its kind alone, nothing else that the return carried. */
export async function arriveSignedIn(
  services: Services,
  path: string,
  parameters: URLSearchParams,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const { identitySignIn } = services;
  reply.header('set-cookie', identitySignIn.forget());
  let purpose: Purpose = { do: 'sign-in', next: null };
  try {
    const attempt = identitySignIn.attemptOf(request.headers.cookie ?? '', path, parameters);
    purpose = attempt.purpose;
    const returned = await identitySignIn.returned(attempt, parameters);
    return await goOn({ services, request, reply, ...returned }, purpose);
  } catch (thrown) {
    const { kind, code, detail, cause } = asFailure(thrown);
    request.log.warn(
      { kind, code, detail, ...(kind === 'unexpected' ? { err: cause } : {}) },
      'a sign-in at an identity provider failed',
    );
    return screenOf(purpose, new URLSearchParams({ failure: kind }));
  }
}
