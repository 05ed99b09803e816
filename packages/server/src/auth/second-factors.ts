/** A person's second factors: what they have, and how they get and lose them. */

import type { UsedCodes } from '@mailroom/store/sign-in/used-codes';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidRequest } from '../http/refusals.ts';
import type { Auth } from './auth.ts';
import { accepted } from './better-auth-answer.ts';
import { codeWrong } from './code-wrong.ts';
import { changeFactorRow, factorRow } from './factor-row.ts';
import type { Passkeys, WebAuthnOptions } from './passkeys.ts';
import { requestHeaders } from './request-headers.ts';

const begun = z.object({ totpURI: z.string() });
const codes = z.object({ backupCodes: z.array(z.string()) });

export interface SecondFactorParts {
  auth: Auth;
  passkeys: Passkeys;
  usedCodes: UsedCodes;
  /** Public address, without a trailing slash. */
  address(): string;
}

/** Whoever proved anew who they are; better-auth asks once more for the password of who has one. */
export interface Proven {
  personId: string;
  password: string | undefined;
}

/** A change of the second factor may begin the session anew: its cookies go with the answer. */
export interface Changed {
  answer: Response;
  /** Null where the ones that there were stay good. */
  recoveryCodes: string[] | null;
}

export class SecondFactors {
  readonly #parts: SecondFactorParts;

  constructor(parts: SecondFactorParts) {
    this.#parts = parts;
  }

  async has(personId: string): Promise<boolean> {
    const { internalAdapter } = await this.#parts.auth.$context;
    const person = await internalAdapter.findUserById(personId);
    return z.object({ twoFactorEnabled: z.coerce.boolean() }).parse(person).twoFactorEnabled;
  }

  /** Whether there is an authenticator app, and how many recovery codes are left; null without any second factor. */
  async state(personId: string): Promise<{ totp: boolean; recoveryCodesLeft: number | null }> {
    const { auth } = this.#parts;
    const row = (await this.has(personId)) ? await factorRow(auth, personId) : null;
    if (!row) return { totp: false, recoveryCodesLeft: null };
    const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: personId } });
    return { totp: row.verified === true, recoveryCodesLeft: backupCodes.length };
  }

  /** Makes a secret, as the address that authenticator apps read (`otpauth:`); it counts once `confirmTotp` heard a code of it. */
  async beginTotp(request: FastifyRequest, { personId, password }: Proven): Promise<string> {
    const { auth } = this.#parts;
    const before = await factorRow(auth, personId);
    const answer = await accepted(
      await auth.api.enableTwoFactor({
        body: { password },
        headers: this.#headers(request),
        asResponse: true,
      }),
    );
    // Making a secret makes recovery codes, too; the ones that the person wrote down stay good until they ask for others.
    if (before) await changeFactorRow(auth, personId, { backupCodes: before.backupCodes });
    return begun.parse(await answer.json()).totpURI;
  }

  /** @throws Failure code-wrong */
  async confirmTotp(request: FastifyRequest, { personId, password }: Proven, code: string): Promise<Changed> {
    const { auth, usedCodes } = this.#parts;
    const first = !(await this.has(personId));
    if (!(await usedCodes.claim(personId, code))) throw codeWrong();
    const answer = await accepted(
      await auth.api.verifyTOTP({ body: { code }, headers: this.#headers(request), asResponse: true }),
    );
    return { answer, recoveryCodes: first ? await this.#newCodes(request, password, answer) : null };
  }

  /** The first of several steps of better-auth's own removal is left out while passkeys are there: the codes stay. */
  async removeTotp(request: FastifyRequest, { personId, password }: Proven): Promise<Response> {
    const { auth, passkeys } = this.#parts;
    const row = await factorRow(auth, personId);
    if (!row?.verified) throw invalidRequest({ secondFactor: 'totp-not-enabled' });
    if ((await passkeys.list(personId)).length === 0) return this.#removeAll(request, password);
    await changeFactorRow(auth, personId, { verified: false });
    return new Response();
  }

  async beginPasskey(request: FastifyRequest): Promise<{ options: WebAuthnOptions; answer: Response }> {
    return this.#parts.passkeys.beginMaking(request);
  }

  /** @throws Failure passkey-refused */
  async addPasskey(
    request: FastifyRequest,
    { personId, password }: Proven,
    { name, response }: { name: string; response: object },
  ): Promise<Changed> {
    const { auth, passkeys } = this.#parts;
    await passkeys.keep(request, name, response);
    if (await this.has(personId)) return { answer: new Response(), recoveryCodes: null };
    // Recovery codes stand beside a secret; this one is told to nobody, and so no code of it is ever right.
    await accepted(
      await auth.api.enableTwoFactor({
        body: { password },
        headers: this.#headers(request),
        asResponse: true,
      }),
    );
    const { internalAdapter } = await auth.$context;
    await internalAdapter.updateUser(personId, { twoFactorEnabled: true });
    const answer = new Response();
    return { answer, recoveryCodes: await this.#newCodes(request, password, answer) };
  }

  async removePasskey(
    request: FastifyRequest,
    { personId, password }: Proven,
    id: string,
  ): Promise<Response> {
    const { auth, passkeys } = this.#parts;
    await passkeys.forget(personId, id);
    const row = await factorRow(auth, personId);
    const some = row?.verified || (await passkeys.list(personId)).length > 0;
    return some ? new Response() : this.#removeAll(request, password);
  }

  async renewRecoveryCodes(request: FastifyRequest, { password }: Proven): Promise<string[]> {
    return this.#newCodes(request, password, new Response());
  }

  async #removeAll(request: FastifyRequest, password: string | undefined): Promise<Response> {
    const { auth } = this.#parts;
    return accepted(
      await auth.api.disableTwoFactor({
        body: { password },
        headers: this.#headers(request),
        asResponse: true,
      }),
    );
  }

  /** @param after the answer that may have begun the session anew: the request's own cookie is worth nothing then. */
  async #newCodes(request: FastifyRequest, password: string | undefined, after: Response): Promise<string[]> {
    const headers = this.#headers(request);
    const renewed = after.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
    if (renewed.length > 0) headers.set('cookie', renewed.join('; '));
    const answer = await accepted(
      await this.#parts.auth.api.generateBackupCodes({ body: { password }, headers, asResponse: true }),
    );
    return codes.parse(await answer.json()).backupCodes;
  }

  #headers(request: FastifyRequest): Headers {
    return requestHeaders(request, this.#parts.address());
  }
}
