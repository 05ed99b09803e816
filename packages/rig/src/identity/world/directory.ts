import type { Chance } from '../chance.ts';
import { SignInRefused } from '../errors.ts';

/**
 * Tenants (directories of an organisation) and the people in them. Personal accounts live in one tenant of their own,
 * whose identifier is Microsoft's.
 */
export const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

export interface Tenant {
  /** GUID: `tid` in id_tokens. */
  readonly id: string;
  readonly name: string;
  /** Verified domains, lower case; each may stand for the identifier in URLs. */
  readonly domains: readonly string[];
}

export interface Person {
  /** GUID: `oid` in id_tokens, immutable. */
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  /** The sign-in name: `preferred_username`. */
  readonly userPrincipalName: string;
  /** The primary address. An account may have none, and it may differ from the sign-in name. */
  readonly email: string | undefined;
  readonly password: string;
  /** Further addresses of the mailbox: IMAP takes them as user name, SMTP does not. */
  readonly aliases: readonly string[];
  /** Shared mailboxes this person may open through IMAP with a token of their own. */
  readonly sharedMailboxes: readonly string[];
  /** May consent for the whole organisation. */
  readonly administrator: boolean;
  /** A disabled account cannot sign in (AADSTS50057). */
  readonly disabled: boolean;
}

export interface NewTenant {
  readonly name: string;
  readonly domains: readonly string[];
  /** GUID; drawn from the name when absent. */
  readonly id?: string;
}

export interface NewPerson {
  /** A tenant, its GUID or one of its domains; `consumers` for a personal account. */
  readonly tenant: Tenant | string;
  readonly name: string;
  readonly userPrincipalName: string;
  readonly password: string;
  readonly email?: string;
  readonly aliases?: readonly string[];
  readonly sharedMailboxes?: readonly string[];
  readonly administrator?: boolean;
  readonly disabled?: boolean;
}

/** What the first segment of a URL names. */
export type Audience =
  | { readonly kind: 'common' | 'organizations' }
  | { readonly kind: 'consumers' | 'directory'; readonly tenant: Tenant };

export class Directory {
  readonly #chance: Chance;
  readonly #tenants = new Map<string, Tenant>();
  readonly #people = new Map<string, Person>();
  readonly #personal: Tenant = { id: PERSONAL_TENANT, name: 'Personal accounts', domains: [] };

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#tenants.set(PERSONAL_TENANT, this.#personal);
  }

  /** @throws Error when the identifier or a domain is taken */
  addTenant(tenant: NewTenant): Tenant {
    const id = (tenant.id ?? this.#chance.guidOf(`tenant ${tenant.name}`)).toLowerCase();
    const domains = tenant.domains.map((domain) => domain.toLowerCase());
    for (const name of [id, ...domains]) {
      if (this.find(name) !== undefined) throw new Error(`The tenant "${name}" exists already.`);
    }
    const added = { id, name: tenant.name, domains };
    this.#tenants.set(id, added);
    return added;
  }

  /** @throws Error when the tenant is unknown or the sign-in name is taken */
  addPerson(person: NewPerson): Person {
    const tenant = this.tenantOf(person.tenant);
    if (this.#byName(person.userPrincipalName) !== undefined) {
      throw new Error(`There is already somebody called "${person.userPrincipalName}".`);
    }
    const added: Person = {
      id: this.#chance.guidOf(`person ${person.userPrincipalName.toLowerCase()}`),
      tenantId: tenant.id,
      name: person.name,
      userPrincipalName: person.userPrincipalName,
      email: person.email,
      password: person.password,
      aliases: person.aliases ?? [],
      sharedMailboxes: person.sharedMailboxes ?? [],
      administrator: person.administrator ?? false,
      disabled: person.disabled ?? false,
    };
    this.#people.set(added.id, added);
    return added;
  }

  /** The tenant with this identifier or domain; `consumers` names the personal one. */
  find(name: string): Tenant | undefined {
    const wanted = name.toLowerCase();
    if (wanted === 'consumers') return this.#personal;
    return (
      this.#tenants.get(wanted) ?? [...this.#tenants.values()].find(({ domains }) => domains.includes(wanted))
    );
  }

  /** @throws Error when there is no such tenant: a mistake of the test that sets the world up */
  tenantOf(tenant: Tenant | string): Tenant {
    const found = this.find(typeof tenant === 'string' ? tenant : tenant.id);
    if (found === undefined) throw new Error(`There is no tenant "${JSON.stringify(tenant)}".`);
    return found;
  }

  /** @throws SignInRefused 90002 */
  audience(segment: string): Audience {
    if (segment === 'common' || segment === 'organizations') return { kind: segment };
    const tenant = this.find(segment);
    if (tenant === undefined) throw new SignInRefused(90002, { tenant: segment });
    return { kind: tenant.id === PERSONAL_TENANT ? 'consumers' : 'directory', tenant };
  }

  person(id: string): Person | undefined {
    return this.#people.get(id);
  }

  /** The person who types this name on the sign-in page: sign-in name first, then any address of theirs. */
  whoSignsInAs(typed: string): Person | undefined {
    const wanted = typed.trim().toLowerCase();
    return (
      this.#byName(wanted) ??
      [...this.#people.values()].find((person) => addressesOf(person).includes(wanted))
    );
  }

  #byName(name: string): Person | undefined {
    const wanted = name.toLowerCase();
    return [...this.#people.values()].find((person) => person.userPrincipalName.toLowerCase() === wanted);
  }
}

export function isPersonal(person: Person): boolean {
  return person.tenantId === PERSONAL_TENANT;
}

function addressesOf(person: Person): readonly string[] {
  return [person.email, ...person.aliases].flatMap((address) =>
    address === undefined ? [] : [address.toLowerCase()],
  );
}
