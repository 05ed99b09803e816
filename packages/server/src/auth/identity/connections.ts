/** Which identities at providers open Mailroom, and for whom. */
import type { SignInIdentity } from '@mailroom/engine/provider/oauth2/index';
import { type ConnectedSignIn, Failure, type SignInProvider } from '@mailroom/model';
import { z } from 'zod';
import { notFound } from '../../http/refusals.ts';
import type { Auth } from '../auth.ts';

const model = 'account';
export const openIdKind = 'openid' as const;

type Kind = SignInProvider['kind'];

const row = z.object({
  id: z.string(),
  userId: z.string(),
  providerId: z.string(),
  createdAt: z.coerce.date(),
});
const kind = z.enum(['microsoft', 'google', openIdKind]);

export class Connections {
  readonly #auth: Auth;

  constructor(auth: Auth) {
    this.#auth = auth;
  }

  /** @param names what each kind is called here, where it is configured */
  async list(personId: string, names: ReadonlyMap<Kind, string>): Promise<ConnectedSignIn[]> {
    const { adapter } = await this.#auth.$context;
    const rows = await adapter.findMany({ model, where: [{ field: 'userId', value: personId }] });
    return z
      .array(row)
      .parse(rows)
      .flatMap(({ id, providerId, createdAt }) => {
        const known = kind.safeParse(providerId).data;
        if (known === undefined) return [];
        return [{ id, kind: known, name: names.get(known) ?? null, connectedAt: createdAt.toISOString() }];
      });
  }

  /** Connects an identity to whoever is signed in. @throws Failure sign-in-taken where it opens for somebody else. */
  async connect(personId: string, kind: Kind, { subject }: SignInIdentity): Promise<void> {
    const owner = await this.#owner(kind, subject);
    if (owner === personId) return;
    if (owner !== null) throw taken();
    await this.#add(personId, kind, subject);
  }

  /** @throws Failure sign-in-taken where the identity opens for somebody. */
  async requireFree(kind: Kind, { subject }: SignInIdentity): Promise<void> {
    if ((await this.#owner(kind, subject)) !== null) throw taken();
  }

  /**
   * Whose session begins: who connected the identity, or who has the address that the provider answers for, and then it is theirs. An
   * address that only its person said is theirs counts for nothing: whoever came first with somebody else's would share their sign-in.
   *
   * @throws Failure sign-in-unknown for everybody else: nobody becomes one of the people here by signing in elsewhere.
   */
  async personOf(kind: Kind, { subject, address }: SignInIdentity): Promise<string> {
    const owner = await this.#owner(kind, subject);
    if (owner !== null) return owner;
    const { internalAdapter } = await this.#auth.$context;
    const found = address === null ? null : await internalAdapter.findUserByEmail(address);
    if (!found?.user.emailVerified)
      throw new Failure({ origin: 'person', kind: 'sign-in-unknown', next: { do: 'ask-administrator' } });
    await this.#add(found.user.id, kind, subject);
    return found.user.id;
  }

  /** @throws Failure not-found, also for somebody else's and for a password. */
  async remove(personId: string, id: string): Promise<void> {
    const { adapter } = await this.#auth.$context;
    const where = [
      { field: 'userId', value: personId },
      { field: 'id', value: id },
      { field: 'providerId', operator: 'in' as const, value: [...kind.options] },
    ];
    if ((await adapter.deleteMany({ model, where })) === 0) throw notFound();
  }

  async #owner(kind: Kind, subject: string): Promise<string | null> {
    const { adapter } = await this.#auth.$context;
    const found = await adapter.findOne({
      model,
      where: [
        { field: 'providerId', value: kind },
        { field: 'accountId', value: subject },
      ],
    });
    return found ? row.parse(found).userId : null;
  }

  async #add(personId: string, kind: Kind, subject: string): Promise<void> {
    const { internalAdapter } = await this.#auth.$context;
    await internalAdapter.linkAccount({ userId: personId, providerId: kind, accountId: subject });
  }
}

function taken(): Failure {
  return new Failure({ origin: 'person', kind: 'sign-in-taken', next: { do: 'choose' } });
}
