/** Sessions: who a request's cookie belongs to. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Person } from '@mailroom/model';
import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import { z } from 'zod';
import { notSignedIn } from '../http/refusals.ts';
import type { Auth } from './auth.ts';
import { toPerson } from './people.ts';
import { requestHeaders } from './request-headers.ts';
import { type StoredSession, storedSession } from './stored-session.ts';

export interface Session extends StoredSession {
  /** Cookies to send back: a session in use is prolonged once a day. */
  setCookies: string[];
}

/** What better-auth says in its body: the session has begun, or the second factor is waited for. */
const begun = z.object({ signedIn: z.boolean().optional(), twoFactorRedirect: z.boolean().optional() });

async function isPending(answer: Response): Promise<boolean> {
  return begun.parse(await answer.clone().json()).twoFactorRedirect ?? false;
}

export class Sessions {
  readonly #auth: Auth;
  readonly #db: QueryExecutorProvider;
  readonly #address: () => string;

  /**
   * @param db the one that better-auth keeps its tables in
   * @param address public, without a trailing slash
   */
  constructor(auth: Auth, db: QueryExecutorProvider, address: () => string) {
    this.#auth = auth;
    this.#db = db;
    this.#address = address;
  }

  /** The session of a request's cookie, or null without a valid one. */
  async ofRequest(headers: IncomingHttpHeaders): Promise<Session | null> {
    if (!headers.cookie) return null;
    const stored = await storedSession(this.#db, await this.#auth.$context, headers.cookie);
    if (stored) return { ...stored, setCookies: [] };
    const { headers: answered, response } = await this.#auth.api.getSession({
      headers: fromNodeHeaders(headers),
      returnHeaders: true,
    });
    if (!response || response.user.deactivatedAt) return null;
    return {
      id: response.session.id,
      person: toPerson(response.user),
      secondFactor: response.user.twoFactorEnabled === true,
      expiresAt: response.session.expiresAt,
      setCookies: answered.getSetCookie(),
    };
  }

  /**
   * Answers the response whose cookies begin a session, or a sign-in that waits for its second factor.
   *
   * @throws Failure not-signed-in, the same for an unknown address and a wrong password.
   */
  async signIn(
    request: FastifyRequest,
    credentials: { email: string; password: string },
  ): Promise<{ answer: Response; pending: boolean; person: Person }> {
    const headers = requestHeaders(request, this.#address());
    const answer = await this.#auth.api.signInEmail({ body: credentials, headers, asResponse: true });
    if (answer.status === 400 || answer.status === 401 || answer.status === 403) throw notSignedIn();
    if (!answer.ok) throw new Error(`Signing in was answered with status ${answer.status}`);
    const { internalAdapter } = await this.#auth.$context;
    const found = await internalAdapter.findUserByEmail(credentials.email);
    if (!found) throw notSignedIn();
    return { answer, pending: await isPending(answer), person: toPerson(found.user) };
  }

  /** The same for somebody whom an identity provider vouches for. */
  async signInAs(request: FastifyRequest, personId: string): Promise<{ answer: Response; pending: boolean }> {
    const headers = requestHeaders(request, this.#address());
    const answer = await this.#auth.api.signInByIdentity({ body: { personId }, headers, asResponse: true });
    const { signedIn, twoFactorRedirect = false } = begun.parse(await answer.clone().json());
    if (!twoFactorRedirect && !signedIn) throw notSignedIn();
    return { answer, pending: twoFactorRedirect };
  }

  /** Answers the response whose cookies end the session; the session itself is deleted. */
  async signOut(request: FastifyRequest): Promise<Response> {
    return this.#auth.api.signOut({ headers: requestHeaders(request, this.#address()), asResponse: true });
  }

  /** Deletes sessions, links and half sign-ins that ended before `now`: a browser that never comes back leaves its own for ever. */
  async forgetExpired(now: Date): Promise<void> {
    const { adapter } = await this.#auth.$context;
    for (const model of ['session', 'verification'])
      await adapter.deleteMany({ model, where: [{ field: 'expiresAt', operator: 'lt', value: now }] });
  }
}
