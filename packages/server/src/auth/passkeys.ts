/** Passkeys (Web Authentication Level 3) as a second factor: made, listed, asked for. */
import type { Passkey } from '@mailroom/model';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { notFound } from '../http/refusals.ts';
import type { Auth } from './auth.ts';
import { accepted } from './better-auth-answer.ts';
import type { LaterAuth } from './later-parts.ts';
import { passkeyRefused } from './passkey-refused.ts';
import { requestHeaders } from './request-headers.ts';

const model = 'passkey';

const row = z.object({
  id: z.string(),
  name: z.string().nullish(),
  credentialID: z.string(),
  transports: z.string().nullish(),
  backedUp: z.coerce.boolean(),
  createdAt: z.coerce.date().nullish(),
});
type Row = z.infer<typeof row>;

const options = z.looseObject({ challenge: z.string() });
/** What `navigator.credentials.get` answers. */
type PasskeyAnswer = NonNullable<
  Parameters<LaterAuth['api']['verifyPasskeyAuthentication']>[0]
>['body']['response'];
export type WebAuthnOptions = z.infer<typeof options>;

export interface PasskeyParts {
  auth: Auth;
  /** Public address, without a trailing slash: passkeys are made for it and good nowhere else. */
  address(): string;
}

export class Passkeys {
  readonly #parts: PasskeyParts;

  constructor(parts: PasskeyParts) {
    this.#parts = parts;
  }

  async list(personId: string): Promise<Passkey[]> {
    return (await this.#rows(personId)).map(({ id, name, createdAt, backedUp }) => ({
      id,
      name: name ?? '',
      createdAt: (createdAt ?? new Date(0)).toISOString(),
      copied: backedUp,
    }));
  }

  /** What the browser makes a passkey with, and the cookies that go with it. */
  async beginMaking(request: FastifyRequest): Promise<{ options: WebAuthnOptions; answer: Response }> {
    const auth = await this.#parts.auth.later();
    const answer = await accepted(
      await auth.api.generatePasskeyRegistrationOptions({
        headers: this.#headers(request),
        asResponse: true,
      }),
    );
    return { options: options.parse(await answer.clone().json()), answer };
  }

  /** @throws Failure passkey-refused where it does not answer what this browser was asked. */
  async keep(request: FastifyRequest, name: string, response: object): Promise<void> {
    const auth = await this.#parts.auth.later();
    await accepted(
      await auth.api.verifyPasskeyRegistration({
        body: { response, name },
        headers: this.#headers(request),
        asResponse: true,
      }),
    );
  }

  /** @throws Failure not-found, also for somebody else's. */
  async rename(personId: string, id: string, name: string): Promise<void> {
    const { adapter } = await this.#parts.auth.$context;
    if (!(await adapter.update({ model, where: own(personId, id), update: { name } }))) throw notFound();
  }

  /** @throws Failure not-found, also for somebody else's. */
  async forget(personId: string, id: string): Promise<void> {
    const { adapter } = await this.#parts.auth.$context;
    if ((await adapter.deleteMany({ model, where: own(personId, id) })) === 0) throw notFound();
  }

  /** What the browser asks for one of the person's passkeys with: also for keys that keep no account by themselves. */
  async beginSignIn(
    request: FastifyRequest,
    personId: string,
  ): Promise<{ options: WebAuthnOptions; answer: Response }> {
    const auth = await this.#parts.auth.later();
    const answer = await accepted(
      await auth.api.generatePasskeyAuthenticationOptions({
        headers: this.#headers(request),
        asResponse: true,
      }),
    );
    const allowCredentials = (await this.#rows(personId)).map(({ credentialID, transports }) => ({
      type: 'public-key',
      id: credentialID,
      ...(transports ? { transports: transports.split(',') } : {}),
    }));
    return { options: { ...options.parse(await answer.clone().json()), allowCredentials }, answer };
  }

  /**
   * Answers the response whose cookies begin the session.
   *
   * @throws Failure passkey-refused, also for a passkey of somebody else, which would sign them in instead.
   */
  async signIn(request: FastifyRequest, personId: string, response: { id: string }): Promise<Response> {
    const rows = await this.#rows(personId);
    if (!rows.some(({ credentialID }) => credentialID === response.id)) throw passkeyRefused();
    const auth = await this.#parts.auth.later();
    return accepted(
      await auth.api.verifyPasskeyAuthentication({
        // better-auth checks every part of it.
        body: { response: response as PasskeyAnswer },
        headers: this.#headers(request),
        asResponse: true,
      }),
    );
  }

  async #rows(personId: string): Promise<Row[]> {
    const { adapter } = await this.#parts.auth.$context;
    const found = await adapter.findMany({ model, where: [{ field: 'userId', value: personId }] });
    return z.array(row).parse(found);
  }

  #headers(request: FastifyRequest): Headers {
    return requestHeaders(request, this.#parts.address());
  }
}

function own(personId: string, id: string) {
  return [
    { field: 'userId', value: personId },
    { field: 'id', value: id },
  ];
}
