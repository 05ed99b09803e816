/** The people of this installation, in the model's words. */
import { type AdministratorInput, type Person, type PersonRole, person } from '@mailroom/model';
import type { Auth } from './auth.ts';

/** A person as better-auth stores them, in the contract's shape. */
export function toPerson(stored: Record<string, unknown>): Person {
  const { id, name, email, role, locale, theme } = stored;
  return person.parse({ id, name, email, role, locale: locale ?? null, theme });
}

export type PersonChange = Partial<Pick<Person, 'name' | 'locale' | 'theme'>>;

export class People {
  readonly #auth: Auth;

  constructor(auth: Auth) {
    this.#auth = auth;
  }

  async areNone(): Promise<boolean> {
    const { internalAdapter } = await this.#auth.$context;
    return (await internalAdapter.countTotalUsers()) === 0;
  }

  /** Everybody with the role, oldest first. */
  async administrators(): Promise<Person[]> {
    const { internalAdapter } = await this.#auth.$context;
    const administrator: PersonRole = 'administrator';
    const stored = await internalAdapter.listUsers(
      undefined,
      undefined,
      { field: 'createdAt', direction: 'asc' },
      [{ field: 'role', value: administrator }],
    );
    return stored.map(toPerson);
  }

  /** Creates a person who signs in with a password. The password is hashed (scrypt) and not kept. */
  async create(input: Omit<AdministratorInput, 'token'>, role: PersonRole): Promise<Person> {
    const { internalAdapter, password } = await this.#auth.$context;
    const hash = await password.hash(input.password);
    const stored = await internalAdapter.createUser(
      {
        name: input.name,
        email: input.email.toLowerCase(),
        emailVerified: true,
        role,
        theme: 'auto',
      },
      { method: 'email-password' },
    );
    try {
      await internalAdapter.linkAccount({
        userId: stored.id,
        providerId: 'credential',
        accountId: stored.id,
        password: hash,
      });
    } catch (thrown) {
      // Somebody without a password could never sign in, and the first one would close the set-up link for good.
      await internalAdapter.deleteUser(stored.id);
      throw thrown;
    }
    return toPerson(stored);
  }

  async change(id: string, change: PersonChange): Promise<Person> {
    const { internalAdapter } = await this.#auth.$context;
    return toPerson(await internalAdapter.updateUser(id, change));
  }
}
