/** Sessions: who a request's cookie belongs to. */
import type { IncomingHttpHeaders } from 'node:http';
import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import { notSignedIn } from '../http/refusals.ts';
import { type Auth, signInPath, signOutPath } from './auth.ts';
import { toPerson } from './people.ts';
import { type StoredSession, storedSession } from './stored-session.ts';

export interface Session extends StoredSession {
  /** Cookies to send back: a session in use is prolonged once a day. */
  setCookies: string[];
}

export class Sessions {
  readonly #auth: Auth;
  readonly #db: QueryExecutorProvider;

  /** @param db the one that better-auth keeps its tables in */
  constructor(auth: Auth, db: QueryExecutorProvider) {
    this.#auth = auth;
    this.#db = db;
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
    if (!response) return null;
    return {
      id: response.session.id,
      person: toPerson(response.user),
      expiresAt: response.session.expiresAt,
      setCookies: answered.getSetCookie(),
    };
  }

  /**
   * Answers the response whose cookies begin a session.
   *
   * @throws Failure not-signed-in, the same for an unknown address and a wrong password.
   */
  async signIn(request: FastifyRequest, credentials: { email: string; password: string }): Promise<Response> {
    const answer = await this.#ask(request, signInPath, credentials);
    if (answer.status === 400 || answer.status === 401) throw notSignedIn();
    if (!answer.ok) throw new Error(`Signing in was answered with status ${answer.status}`);
    return answer;
  }

  /** Answers the response whose cookies end the session; the session itself is deleted. */
  async signOut(request: FastifyRequest): Promise<Response> {
    return this.#ask(request, signOutPath, {});
  }

  /** Deletes sessions that ended before `now`: a browser that never comes back leaves its own for ever. */
  async forgetExpired(now: Date): Promise<void> {
    const { adapter } = await this.#auth.$context;
    await adapter.deleteMany({
      model: 'session',
      where: [{ field: 'expiresAt', operator: 'lt', value: now }],
    });
  }

  /** better-auth is asked by its own HTTP interface: only that sets cookies. Nothing of the request's own address reaches it. */
  async #ask({ headers }: FastifyRequest, path: string, body: unknown): Promise<Response> {
    const asked = new Headers({ 'content-type': 'application/json' });
    if (headers.cookie) asked.set('cookie', headers.cookie);
    if (headers['user-agent']) asked.set('user-agent', headers['user-agent']);
    const { baseURL } = await this.#auth.$context;
    const address = new URL(path, baseURL);
    return this.#auth.handler(
      new Request(address, { method: 'POST', headers: asked, body: JSON.stringify(body) }),
    );
  }
}
