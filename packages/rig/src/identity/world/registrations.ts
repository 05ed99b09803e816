import type { Chance } from '../chance.ts';
import { SignInRefused } from '../errors.ts';
import type { Permission } from '../scopes.ts';
import type { Audience, Person, Tenant } from './directory.ts';
import { isPersonal } from './directory.ts';
import { checkRegisteredUri, matchesRegistered } from './redirect-uris.ts';

/** App registrations: what an administrator enters in the portal. */
export type SignInAudience =
  | 'AzureADMyOrg'
  | 'AzureADMultipleOrgs'
  | 'AzureADandPersonalMicrosoftAccount'
  | 'PersonalMicrosoftAccount';

/** The portal shows the value once and the identifier (a GUID) for ever, so people paste the wrong one. */
export interface ClientSecret {
  readonly id: string;
  readonly value: string;
  readonly expires: Date;
}

export interface Registration {
  /** GUID, lower case. */
  readonly clientId: string;
  readonly name: string;
  /** The tenant in which the application is registered. */
  readonly tenantId: string;
  readonly audience: SignInAudience;
  readonly redirectUris: readonly string[];
  readonly secrets: readonly ClientSecret[];
  /** Delegated permissions listed in the registration: what `.default` and consent by an administrator cover. */
  readonly permissions: readonly Permission[];
  /** When not `false`, only these people (sign-in names) may use the application (else AADSTS50105). */
  readonly assignedTo: readonly string[] | false;
  /** AADSTS7000112. */
  readonly disabled: boolean;
}

export interface NewRegistration {
  readonly clientId?: string;
  readonly name?: string;
  readonly tenant: Tenant | string;
  readonly audience: SignInAudience;
  readonly redirectUris: readonly string[];
  /** `expires` defaults to two years from now, the longest the portal offers. */
  readonly secrets: readonly { readonly id?: string; readonly value: string; readonly expires?: Date }[];
  /** As the portal lists them, `IMAP.AccessAsUser.All`, `User.Read`, `openid` ...; mail permissions serve both resources. */
  readonly permissions?: readonly string[];
  readonly assignmentRequired?: boolean;
  readonly assignedTo?: readonly string[];
  readonly disabled?: boolean;
}

const TWO_YEARS_MS = 2 * 365 * 24 * 3600 * 1000;

export class Registrations {
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #byClientId = new Map<string, Registration>();

  constructor(chance: Chance, now: () => number) {
    this.#chance = chance;
    this.#now = now;
  }

  /**
   * Adds a registration or replaces the one with the same client ID, as saving it again in the portal does.
   * @throws RangeError when Microsoft's portal would not accept a redirect URI
   */
  put(registration: NewRegistration, tenant: Tenant, permissions: readonly Permission[]): Registration {
    const name = registration.name ?? 'Mailroom';
    for (const uri of registration.redirectUris) checkRegisteredUri(uri, takesPersonal(registration));
    const clientId = (
      registration.clientId ?? this.#chance.guidOf(`client ${tenant.id} ${name}`)
    ).toLowerCase();
    const added: Registration = {
      clientId,
      name,
      tenantId: tenant.id,
      audience: registration.audience,
      redirectUris: registration.redirectUris,
      secrets: registration.secrets.map(({ id, value, expires }, index) => ({
        id: id ?? this.#chance.guidOf(`secret ${clientId} ${index}`),
        value,
        expires: expires ?? new Date(this.#now() + TWO_YEARS_MS),
      })),
      permissions,
      assignedTo: registration.assignmentRequired === true ? (registration.assignedTo ?? []) : false,
      disabled: registration.disabled ?? false,
    };
    this.#byClientId.set(clientId, added);
    return added;
  }

  get(clientId: string): Registration | undefined {
    return this.#byClientId.get(clientId.toLowerCase());
  }

  anyHasRedirectUri(uri: string): boolean {
    const registered = [...this.#byClientId.values()].flatMap(({ redirectUris }) => redirectUris);
    return registered.some((known) => matchesRegistered(uri, known));
  }

  /**
   * The registration a request names, checked against the endpoint it came in by.
   * @param segment the tenant as it stood in the URL, for the sentence of a refusal
   * @throws SignInRefused 700016, 7000112, 50194, 9002331, 9002332
   */
  forEndpoint(clientId: string, audience: Audience, segment: string): Registration {
    const found = this.get(clientId);
    const unknown = new SignInRefused(700016, { client: clientId, tenant: segment });
    if (found === undefined) throw unknown;
    if (found.disabled) throw new SignInRefused(7000112, { client: clientId });
    if (audience.kind === 'consumers') {
      if (!takesPersonal(found)) throw new SignInRefused(9002332, { client: clientId });
      return found;
    }
    if (found.audience === 'PersonalMicrosoftAccount') throw new SignInRefused(9002331, { client: clientId });
    if (found.audience === 'AzureADMyOrg') {
      if (audience.kind !== 'directory')
        throw new SignInRefused(50194, { client: clientId, tenant: segment });
      if (audience.tenant.id !== found.tenantId) throw unknown;
    }
    return found;
  }
}

export function takesPersonal({ audience }: Pick<Registration, 'audience'>): boolean {
  return audience === 'AzureADandPersonalMicrosoftAccount' || audience === 'PersonalMicrosoftAccount';
}

/** @throws SignInRefused 50105 when the application asks for assignment and the person has none */
export function requireAssignment(registration: Registration, person: Person): void {
  if (registration.assignedTo === false || isPersonal(person)) return;
  const name = person.userPrincipalName.toLowerCase();
  if (registration.assignedTo.some((assigned) => assigned.toLowerCase() === name)) return;
  throw new SignInRefused(50105, { user: person.userPrincipalName, client: registration.clientId });
}
