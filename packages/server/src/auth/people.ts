/** The people of this installation, in the model's words. */
import {
  type AdministratorInput,
  type Person,
  type PersonRole,
  type ProfilePatch,
  person,
  type SignInProvider,
} from '@mailroom/model';
import type { Auth } from './auth.ts';

/** A person as better-auth stores them, in the contract's shape. */
export function toPerson(stored: Record<string, unknown>): Person {
  const { id, name, email, image, role, locale, timeZone, theme } = stored;
  return person.parse({
    id,
    name,
    email,
    picture: image ?? null,
    role,
    locale: locale ?? null,
    timeZone: timeZone ?? null,
    theme,
  });
}

/** better-auth answers a hundred unless it is told how many. */
const everybody = 1_000_000;

export class People {
  readonly #auth: Auth;

  constructor(auth: Auth) {
    this.#auth = auth;
  }

  async areNone(): Promise<boolean> {
    const { internalAdapter } = await this.#auth.$context;
    return (await internalAdapter.countTotalUsers()) === 0;
  }

  /** Whether the address, in lower case, is somebody's. */
  async has(email: string): Promise<boolean> {
    const { internalAdapter } = await this.#auth.$context;
    return (await internalAdapter.findUserByEmail(email)) !== null;
  }

  /** Everybody with the role who can sign in, oldest first. */
  async administrators(): Promise<Person[]> {
    const { internalAdapter } = await this.#auth.$context;
    const administrator: PersonRole = 'administrator';
    const stored = await internalAdapter.listUsers(
      undefined,
      undefined,
      { field: 'createdAt', direction: 'asc' },
      [
        { field: 'role', value: administrator },
        { field: 'deactivatedAt', value: null },
      ],
    );
    return stored.map(toPerson);
  }

  /** Everybody, also who was deactivated: what is theirs still is. */
  async all(): Promise<(Person & { active: boolean })[]> {
    const { internalAdapter } = await this.#auth.$context;
    const stored: Record<string, unknown>[] = await internalAdapter.listUsers(everybody);
    return stored.map((one) => ({ ...toPerson(one), active: (one.deactivatedAt ?? null) === null }));
  }

  /**
   * Creates a person who signs in with a password. The password is hashed (scrypt) and not kept.
   *
   * @param vouched whether somebody else than the person says that the address is theirs: what is linked by address trusts it then.
   */
  async create(
    { name, email, password: told }: Omit<AdministratorInput, 'token'>,
    role: PersonRole,
    { vouched }: { vouched: boolean } = { vouched: true },
  ): Promise<Person> {
    const { password } = await this.#auth.$context;
    const hash = await password.hash(told);
    return this.#make({ name, email, role, vouched }, (id) => ({
      providerId: 'credential',
      accountId: id,
      password: hash,
    }));
  }

  /** Creates a person who signs in at an identity provider and has no password; somebody vouches for the address. */
  async createConnected(
    person: Pick<Person, 'name' | 'email'>,
    role: PersonRole,
    { kind, subject }: { kind: SignInProvider['kind']; subject: string },
  ): Promise<Person> {
    return this.#make({ ...person, role, vouched: true }, () => ({ providerId: kind, accountId: subject }));
  }

  async #make(
    { name, email, role, vouched }: Pick<Person, 'name' | 'email' | 'role'> & { vouched: boolean },
    means: (id: string) => { providerId: string; accountId: string; password?: string },
  ): Promise<Person> {
    const { internalAdapter } = await this.#auth.$context;
    const stored = await internalAdapter.createUser(
      { name, email: email.toLowerCase(), emailVerified: vouched, role, theme: 'auto' },
      { method: 'email-password' },
    );
    try {
      await internalAdapter.linkAccount({ userId: stored.id, ...means(stored.id) });
    } catch (thrown) {
      // Somebody without a way in could never sign in, and the first one would close the set-up link for good.
      await internalAdapter.deleteUser(stored.id);
      throw thrown;
    }
    return toPerson(stored);
  }

  /**
   * The password is hashed (scrypt) and not kept. Somebody who signed in elsewhere alone has one from then on. Whatever the one before
   * had begun ends: sign-ins that wait for their second factor, and links to yet another password.
   */
  async setPassword(id: string, newPassword: string): Promise<void> {
    const { adapter, internalAdapter, password } = await this.#auth.$context;
    const hash = await password.hash(newPassword);
    await adapter.deleteMany({ model: 'verification', where: [{ field: 'value', value: id }] });
    if (await internalAdapter.findCredentialAccount(id)) return internalAdapter.updatePassword(id, hash);
    await internalAdapter.linkAccount({
      userId: id,
      providerId: 'credential',
      accountId: id,
      password: hash,
    });
  }

  async change(id: string, change: ProfilePatch): Promise<Person> {
    const { internalAdapter } = await this.#auth.$context;
    return toPerson(await internalAdapter.updateUser(id, change));
  }
}
