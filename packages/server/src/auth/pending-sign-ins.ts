/** Sign-ins whose first factor was right and whose second is waited for: a signed cookie of ten minutes stands for each. */
import type { SecondFactor } from '@mailroom/model';
import type { UsedCodes } from '@mailroom/store/sign-in/used-codes';
import type { FastifyRequest } from 'fastify';
import { notSignedIn } from '../http/refusals.ts';
import type { Auth } from './auth.ts';
import { accepted } from './better-auth-answer.ts';
import { codeWrong } from './code-wrong.ts';
import { factorRow } from './factor-row.ts';
import type { Passkeys } from './passkeys.ts';
import { requestHeaders } from './request-headers.ts';
import { signedCookie } from './signed-cookie.ts';

/** better-auth's name for the cookie, before its prefix. */
const cookieName = 'two_factor';

export interface PendingParts {
  auth: Auth;
  passkeys: Passkeys;
  usedCodes: UsedCodes;
  /** Public address, without a trailing slash. */
  address(): string;
}

export class PendingSignIns {
  readonly #parts: PendingParts;

  constructor(parts: PendingParts) {
    this.#parts = parts;
  }

  /**
   * With what the sign-in of this browser can be completed.
   *
   * @throws Failure not-signed-in where there is none, or its time is over.
   */
  async methods(request: FastifyRequest): Promise<SecondFactor[]> {
    const { auth, passkeys } = this.#parts;
    const personId = await this.#person(request);
    const [row, own] = await Promise.all([factorRow(auth, personId), passkeys.list(personId)]);
    return [
      ...(own.length > 0 ? (['passkey'] as const) : []),
      ...(row?.verified ? (['totp'] as const) : []),
      ...(row ? (['recovery-code'] as const) : []),
    ];
  }

  /**
   * Answers the response whose cookies begin the session. A code that was used is not good again, though its time is not over
   * (RFC 6238 5.2).
   *
   * @throws Failure code-wrong, not-signed-in after five wrong codes, too-many-requests after ten in a row.
   */
  async withCode(request: FastifyRequest, code: string): Promise<Response> {
    const { auth, usedCodes } = this.#parts;
    const personId = await this.#person(request);
    if (!(await usedCodes.claim(personId, code))) throw codeWrong();
    return accepted(
      await auth.api.verifyTOTP({ body: { code }, headers: this.#headers(request), asResponse: true }),
    );
  }

  /** The same with a recovery code, which is used up by it. */
  async withRecoveryCode(request: FastifyRequest, code: string): Promise<Response> {
    await this.#person(request);
    const { auth } = this.#parts;
    return accepted(
      await auth.api.verifyBackupCode({ body: { code }, headers: this.#headers(request), asResponse: true }),
    );
  }

  /** Answers the response whose body is what the browser asks for a passkey with, and whose cookies go with it. */
  async beginPasskey(request: FastifyRequest): Promise<{ options: { challenge: string }; answer: Response }> {
    return this.#parts.passkeys.beginSignIn(request, await this.#person(request));
  }

  /** @throws Failure passkey-refused, also for a passkey of somebody else. */
  async withPasskey(request: FastifyRequest, response: { id: string }): Promise<Response> {
    const { auth, passkeys } = this.#parts;
    const pending = await this.#pending(request);
    const answer = await passkeys.signIn(request, pending.personId, response);
    const { internalAdapter } = await auth.$context;
    await internalAdapter.deleteVerificationByIdentifier(pending.identifier);
    return answer;
  }

  async #person(request: FastifyRequest): Promise<string> {
    return (await this.#pending(request)).personId;
  }

  async #pending({ headers }: FastifyRequest): Promise<{ identifier: string; personId: string }> {
    const { createAuthCookie, internalAdapter, secret } = await this.#parts.auth.$context;
    const identifier = signedCookie(headers.cookie ?? '', createAuthCookie(cookieName).name, secret);
    const stored = identifier && (await internalAdapter.findVerificationValue(identifier));
    if (!identifier || !stored || stored.expiresAt <= new Date()) throw notSignedIn();
    return { identifier, personId: stored.value };
  }

  #headers(request: FastifyRequest): Headers {
    return requestHeaders(request, this.#parts.address());
  }
}
