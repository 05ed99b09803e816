import { Failure, type KeyScope } from '@mailroom/model';
import { keyScopeOf, type Route } from '@mailroom/model/api/index';
import type { MailScope, RequestOrigin } from '@mailroom/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../http/handler.ts';
import { notAllowed, notSignedIn } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { networkOf } from './network-of.ts';
import { type Proven, whoAsks } from './who-asks.ts';

/** What a route asks of whoever calls it. */
export interface Needs {
  access: Exclude<Route['access'], 'public'>;
  /** Null: no API key may. */
  key: KeyScope | null;
  /** Open to whoever lacks the second factor that the organisation demands. */
  enrolling: boolean;
}

/** To read as oneself: downloads, the live stream. */
export const reading: Needs = { access: 'person', key: 'read', enrolling: false };
/** For a browser's session alone. */
export const inBrowser: Needs = { access: 'person', key: null, enrolling: false };

export function needsOf(route: Route & { access: Needs['access'] }): Needs {
  return { access: route.access, key: keyScopeOf(route), enrolling: route.enrolling ?? false };
}

function keyMayNot(scope: KeyScope | null): Failure {
  const detail: Record<string, string> = scope === null ? {} : { scope };
  return new Failure({ origin: 'person', kind: 'key-scope-missing', next: { do: 'choose' }, detail });
}

/** What a request is judged by. */
type Judges = Pick<Services, 'sessions' | 'keys' | 'store' | 'signInPolicy'>;

/** @throws Failure not-allowed, key-scope-missing, second-factor-demanded. */
async function checkAllowed(
  { signInPolicy }: Judges,
  { access, key, enrolling }: Needs,
  { person, keyId, may, secondFactor }: Proven,
): Promise<void> {
  if (keyId !== null && (key === null || !may.has(key))) throw keyMayNot(key);
  if (access === 'administrator' && person.role !== 'administrator') throw notAllowed();
  if (secondFactor || enrolling) return;
  if ((await signInPolicy()).secondFactor === 'demanded')
    throw new Failure({ origin: 'person', kind: 'second-factor-demanded', next: { do: 'choose' } });
}

/**
 * Who asks, and what they may see. The only place where a session or an API key becomes a person and a person a scope: routes of the
 * contract, downloads, the live stream and the OAuth callback all come through here.
 *
 * @throws Failure not-signed-in, not-allowed, key-scope-missing, second-factor-demanded.
 */
export async function signedIn(
  services: Judges,
  needs: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignedIn> {
  const proven = await whoAsks(services, request.headers);
  if (!proven) throw notSignedIn();
  for (const cookie of proven.setCookies) reply.header('set-cookie', cookie);
  const { person, sessionId, keyId, may } = proven;
  request.personId = person.id;
  await checkAllowed(services, needs, proven);
  const scope = await services.store.scopeOf(person, originOf(proven, request));
  return { person, sessionId, keyId, may, scope };
}

/** What whoever was let in before may see now; null once they would not be let in any more. For what stays open. */
export async function scopeNow(
  services: Judges,
  needs: Needs,
  request: FastifyRequest,
): Promise<MailScope | null> {
  // An answer that began long ago sets no cookie: prolonging the session is left to the next request.
  const proven = await whoAsks(services, request.headers);
  if (!proven) return null;
  try {
    await checkAllowed(services, needs, proven);
  } catch (thrown) {
    if (thrown instanceof Failure) return null;
    throw thrown;
  }
  return services.store.scopeOf(proven.person, originOf(proven, request));
}

/** By what a request was let in, as the audit log keeps it. */
function originOf({ sessionId, keyId }: Proven, { ip }: FastifyRequest): RequestOrigin {
  return { sessionId, keyId, network: networkOf(ip) };
}

/** The session or API key that somebody was let in by. */
export function provenBy({ sessionId, keyId }: Pick<SignedIn, 'sessionId' | 'keyId'>): string {
  return sessionId ?? keyId ?? '';
}

/** @throws Failure not-allowed for an API key */
export function sessionOf({ sessionId }: Pick<SignedIn, 'sessionId'>): string {
  if (sessionId === null) throw notAllowed();
  return sessionId;
}
