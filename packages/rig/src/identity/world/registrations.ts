import type { Chance } from '../chance.ts';
import { SignInRefused } from '../errors.ts';
import type { AppRole, Permission } from '../scopes.ts';
import {
  type ClientCertificate,
  type ClientSecret,
  type FederatedCredential,
  readCertificate,
} from './credentials.ts';
import type { Audience, Person, Tenant } from './directory.ts';
import { isPersonal } from './directory.ts';
import { checkRegisteredUri, matchesRegistered } from './redirect-uris.ts';

/** App registrations: what an administrator enters in the portal. */
export type SignInAudience =
  | 'AzureADMyOrg'
  | 'AzureADMultipleOrgs'
  | 'AzureADandPersonalMicrosoftAccount'
  | 'PersonalMicrosoftAccount';

export interface Registration {
  /** GUID, lower case. */
  readonly clientId: string;
  /** GUID: what the portal calls Object ID, beside the client ID, so people paste it. Nothing here is found by it. */
  readonly objectId: string;
  readonly name: string;
  /** The tenant in which the application is registered. */
  readonly tenantId: string;
  readonly audience: SignInAudience;
  /** Platform "Web". */
  readonly redirectUris: readonly string[];
  /** Platform "Single-page application": only a browser may redeem codes that go there (AADSTS9002327). */
  readonly spaRedirectUris: readonly string[];
  readonly secrets: readonly ClientSecret[];
  readonly certificates: readonly ClientCertificate[];
  readonly federatedCredentials: readonly FederatedCredential[];
  /** Delegated permissions listed in the registration: what `.default` and consent by an administrator cover. */
  readonly permissions: readonly Permission[];
  /** Application permissions listed in the registration; each needs an administrator's consent. */
  readonly appRoles: readonly AppRole[];
  /** Asking for what is not listed is refused (AADSTS65005, 650057), rather than consented to as it is asked for. */
  readonly listedPermissionsOnly: boolean;
  /** "Allow public client flows", no platform Web: secrets are refused (AADSTS700025). */
  readonly publicClient: boolean;
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
  readonly spaRedirectUris?: readonly string[];
  /** `expires` defaults to two years from now, the longest the portal offers. */
  readonly secrets: readonly { readonly id?: string; readonly value: string; readonly expires?: Date }[];
  /** PEM certificates whose keys may sign client assertions. */
  readonly certificates?: readonly string[];
  readonly federatedCredentials?: readonly FederatedCredential[];
  /** As the portal lists them, `IMAP.AccessAsUser.All`, `User.Read`, `openid` ...; mail permissions serve both resources. */
  readonly permissions?: readonly string[];
  readonly appRoles?: readonly AppRole[];
  readonly listedPermissionsOnly?: boolean;
  readonly publicClient?: boolean;
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
    const spaRedirectUris = registration.spaRedirectUris ?? [];
    for (const uri of [...registration.redirectUris, ...spaRedirectUris]) {
      checkRegisteredUri(uri, takesPersonal(registration));
    }
    const clientId = (
      registration.clientId ?? this.#chance.guidOf(`client ${tenant.id} ${name}`)
    ).toLowerCase();
    const added: Registration = {
      clientId,
      objectId: this.#chance.guidOf(`object ${clientId}`),
      name,
      tenantId: tenant.id,
      audience: registration.audience,
      redirectUris: registration.redirectUris,
      spaRedirectUris,
      secrets: registration.secrets.map(({ id, value, expires }, index) => ({
        id: id ?? this.#chance.guidOf(`secret ${clientId} ${index}`),
        value,
        expires: expires ?? new Date(this.#now() + TWO_YEARS_MS),
      })),
      certificates: (registration.certificates ?? []).map(readCertificate),
      federatedCredentials: registration.federatedCredentials ?? [],
      permissions,
      appRoles: registration.appRoles ?? [],
      listedPermissionsOnly: registration.listedPermissionsOnly ?? false,
      publicClient: registration.publicClient ?? false,
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
    const registered = [...this.#byClientId.values()].flatMap(allRedirectUris);
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

/** Of every platform. */
export function allRedirectUris({ redirectUris, spaRedirectUris }: Registration): readonly string[] {
  return [...redirectUris, ...spaRedirectUris];
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
