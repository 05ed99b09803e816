/** Where a person is signed in, and ending it. What an ended session has open ends with it. */
import type { OwnSession } from '@mailroom/model';
import { z } from 'zod';
import { networkOf } from '../access/network-of.ts';
import { notFound } from '../http/refusals.ts';
import type { Followers } from '../live/followers.ts';
import type { Auth } from './auth.ts';
import { deviceOf } from './device.ts';

const model = 'session';

const row = z.object({
  id: z.string(),
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
});
type Row = z.infer<typeof row>;

function toSession({ id, ipAddress, userAgent, ...at }: Row, currentId: string): OwnSession {
  return {
    id,
    current: id === currentId,
    ...deviceOf(userAgent ?? ''),
    network: networkOf(ipAddress ?? ''),
    beganAt: at.createdAt.toISOString(),
    usedAt: at.updatedAt.toISOString(),
    expiresAt: at.expiresAt.toISOString(),
  };
}

export class SessionList {
  readonly #auth: Auth;
  readonly #followers: Pick<Followers, 'closeProvenBy'>;

  constructor(auth: Auth, followers: Pick<Followers, 'closeProvenBy'>) {
    this.#auth = auth;
    this.#followers = followers;
  }

  /** The one that asks first, then by their last use. */
  async list(personId: string, currentId: string): Promise<OwnSession[]> {
    const rows = await this.#rows(personId);
    return rows
      .filter(({ expiresAt }) => expiresAt > new Date())
      .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
      .map((session) => toSession(session, currentId))
      .sort((a, b) => Number(b.current) - Number(a.current));
  }

  /** When it began; null for one that is over. */
  async began(personId: string, id: string): Promise<Date | null> {
    return (await this.#rows(personId)).find((session) => session.id === id)?.createdAt ?? null;
  }

  /** @throws Failure not-found, also for somebody else's. */
  async end(personId: string, id: string): Promise<void> {
    if (!(await this.#rows(personId)).some((session) => session.id === id)) throw notFound();
    await this.#delete([id]);
  }

  /** Answers how many were ended. */
  async endOthers(personId: string, currentId: string): Promise<number> {
    const others = (await this.#rows(personId)).map(({ id }) => id).filter((id) => id !== currentId);
    await this.#delete(others);
    return others.length;
  }

  async endAll(personId: string): Promise<void> {
    await this.#delete((await this.#rows(personId)).map(({ id }) => id));
  }

  async #delete(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const { adapter } = await this.#auth.$context;
    await adapter.deleteMany({ model, where: [{ field: 'id', operator: 'in', value: ids }] });
    this.#followers.closeProvenBy(...ids);
  }

  async #rows(personId: string): Promise<Row[]> {
    const { adapter } = await this.#auth.$context;
    const found = await adapter.findMany({
      model,
      where: [{ field: 'userId', value: personId }],
      limit: 1000,
    });
    return z.array(row).parse(found);
  }
}
