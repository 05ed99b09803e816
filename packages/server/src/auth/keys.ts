/** API keys: made, listed, ended, and whose a request's is. */

import type { IncomingHttpHeaders } from 'node:http';
import { type ApiKey, type ApiKeyInput, apiKey } from '@mailroom/model';
import type { QueryExecutorProvider } from 'kysely';
import { z } from 'zod';
import { notFound } from '../http/refusals.ts';
import type { Auth } from './auth.ts';
import { resource, type StoredKey, scopesIn, storedKey } from './stored-key.ts';

const model = 'apikey';
const bearer = /^Bearer +([\x21-\x7e]{1,200})$/i;
const day = 24 * 60 * 60;
/** The last use is known to the minute: a write for each request would be more than most requests are. */
const useMilliseconds = 60_000;
/** Of one person: far above what somebody uses, far below what harms. */
const most = 50;

const row = z.object({
  id: z.string(),
  name: z.string(),
  start: z.string(),
  permissions: z.string().nullish(),
  createdAt: z.coerce.date(),
  expiresAt: z.coerce.date().nullish(),
  lastRequest: z.coerce.date().nullish(),
});

function toKey(stored: unknown): ApiKey {
  const { id, name, start, permissions, createdAt, expiresAt, lastRequest } = row.parse(stored);
  return apiKey.parse({
    id,
    name,
    start,
    scopes: scopesIn(permissions ?? null),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    usedAt: lastRequest?.toISOString() ?? null,
  });
}

/** The key that a request tells; null where it tells none. */
export function bearerOf(headers: IncomingHttpHeaders): string | null {
  return headers.authorization === undefined ? null : (bearer.exec(headers.authorization)?.[1] ?? '');
}

export class Keys {
  readonly #auth: Auth;
  readonly #db: QueryExecutorProvider;

  /** @param db the one that better-auth keeps its tables in */
  constructor(auth: Auth, db: QueryExecutorProvider) {
    this.#auth = auth;
    this.#db = db;
  }

  /** Newest first. */
  async list(personId: string): Promise<ApiKey[]> {
    const { adapter } = await this.#auth.$context;
    const stored = await adapter.findMany({
      model,
      where: [{ field: 'referenceId', value: personId }],
      sortBy: { field: 'createdAt', direction: 'desc' },
    });
    return stored.map(toKey);
  }

  /** The secret is told here and never again: only its digest is stored. Null where the person has as many as anybody may. */
  async create(
    personId: string,
    { name, scopes, days }: ApiKeyInput,
  ): Promise<{ key: ApiKey; secret: string } | null> {
    if ((await this.list(personId)).length >= most) return null;
    const auth = await this.#auth.later();
    const made = await auth.api.createApiKey({
      body: {
        userId: personId,
        name,
        permissions: { [resource]: [...new Set(scopes)] },
        ...(days === null ? {} : { expiresIn: days * day }),
      },
    });
    return { key: toKey({ ...made, permissions: JSON.stringify(made.permissions) }), secret: made.key };
  }

  /** @throws Failure not-found, also for somebody else's. */
  async end(personId: string, id: string): Promise<void> {
    const { adapter } = await this.#auth.$context;
    const where = [
      { field: 'referenceId', value: personId },
      { field: 'id', value: id },
    ];
    if ((await adapter.deleteMany({ model, where })) === 0) throw notFound();
  }

  /** Answers the ids that were ended. */
  async endAll(personId: string): Promise<string[]> {
    const { adapter } = await this.#auth.$context;
    const ids = (await this.list(personId)).map(({ id }) => id);
    await adapter.deleteMany({ model, where: [{ field: 'referenceId', value: personId }] });
    return ids;
  }

  /** Whose key it is; null for one that is not good. */
  async of(key: string): Promise<StoredKey | null> {
    const stored = await storedKey(this.#db, key);
    if (!stored) return null;
    const now = new Date();
    if (!stored.usedAt || now.getTime() - stored.usedAt.getTime() >= useMilliseconds) {
      const { adapter } = await this.#auth.$context;
      await adapter.update({
        model,
        where: [{ field: 'id', value: stored.id }],
        update: { lastRequest: now },
      });
    }
    return stored;
  }
}
