import type { Chance } from '../../chance.ts';

/** People with a Google account, and the organisations (Workspace) some of them belong to. */
export interface Organisation {
  /** `hd` in id_tokens. */
  readonly domain: string;
  /** Its administrator keeps applications out that are not on a list (`admin_policy_enforced`). */
  readonly blocksApplications: boolean;
}

export interface GooglePerson {
  /** `sub`: twenty-one digits, immutable. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Domain of their organisation; undefined for a consumer account. */
  readonly organisation: string | undefined;
  /** "Send mail as" beside their own address. */
  readonly aliases: readonly Alias[];
}

export interface Alias {
  readonly email: string;
  readonly name?: string;
  readonly verified?: boolean;
}

export interface NewGooglePerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly organisation?: string;
  readonly aliases?: readonly Alias[];
}

export class People {
  readonly #chance: Chance;
  readonly #people = new Map<string, GooglePerson>();
  readonly #organisations = new Map<string, Organisation>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Adds it, or changes its policy. */
  putOrganisation(organisation: Organisation): Organisation {
    this.#organisations.set(organisation.domain, organisation);
    return organisation;
  }

  organisation(domain: string | undefined): Organisation | undefined {
    return domain === undefined ? undefined : this.#organisations.get(domain);
  }

  /** @throws Error when the address is taken or the organisation unknown: a mistake of whoever sets the world up */
  add(person: NewGooglePerson): GooglePerson {
    if (this.byAddress(person.email) !== undefined) throw new Error(`"${person.email}" is taken.`);
    if (person.organisation !== undefined && this.organisation(person.organisation) === undefined) {
      throw new Error(`There is no organisation "${person.organisation}".`);
    }
    const id = `1${BigInt(`0x${this.#chance.guidOf(`google ${person.email}`).replaceAll('-', '')}`)
      .toString()
      .padStart(20, '0')
      .slice(0, 20)}`;
    const added = { organisation: undefined, aliases: [], ...person, id };
    this.#people.set(id, added);
    return added;
  }

  get(id: string): GooglePerson | undefined {
    return this.#people.get(id);
  }

  byAddress(typed: string): GooglePerson | undefined {
    const wanted = typed.trim().toLowerCase();
    return [...this.#people.values()].find(({ email }) => email.toLowerCase() === wanted);
  }

  changePassword(person: GooglePerson, password: string): void {
    this.#people.set(person.id, { ...person, password });
  }
}
