import type { AppRole, Permission } from '../scopes.ts';
import { needsAdministrator } from '../scopes.ts';
import type { Person, Tenant } from './directory.ts';
import { isPersonal } from './directory.ts';
import type { Registration } from './registrations.ts';

/**
 * Which permissions need an administrator in an organisation: none, the mail permissions of Microsoft's default policy
 * of autumn 2025 (`restricted`), or all.
 */
export type AdminConsentPolicy = 'none' | 'restricted' | 'everything';

/** Who has agreed to what: by person and application, and by organisation and application. */
export class Consents {
  readonly #given = new Map<string, Set<Permission>>();
  readonly #appRoles = new Map<string, Set<AppRole>>();
  readonly #policies = new Map<string, AdminConsentPolicy>();

  setPolicy(tenant: Tenant, policy: AdminConsentPolicy): void {
    this.#policies.set(tenant.id, policy);
  }

  give(holder: Person | Tenant, registration: Registration, permissions: readonly Permission[]): void {
    const key = keyOf(holder, registration);
    this.#given.set(key, new Set([...(this.#given.get(key) ?? []), ...permissions]));
  }

  giveAppRoles(tenant: Tenant, registration: Registration, roles: readonly AppRole[]): void {
    const key = keyOf(tenant, registration);
    this.#appRoles.set(key, new Set([...(this.#appRoles.get(key) ?? []), ...roles]));
  }

  /** What the application may do in this organisation without a person. */
  appRoles(tenant: Tenant, registration: Registration): ReadonlySet<AppRole> {
    return this.#appRoles.get(keyOf(tenant, registration)) ?? new Set();
  }

  /** Whether the organisation knows the application at all: it is its own, or somebody there has consented to it. */
  hasServicePrincipal(tenant: Tenant, registration: Registration): boolean {
    return registration.tenantId === tenant.id || this.#given.has(keyOf(tenant, registration));
  }

  withdraw(holder: Person | Tenant, registration: Registration): void {
    this.#given.delete(keyOf(holder, registration));
    this.#appRoles.delete(keyOf(holder, registration));
  }

  /** Everything the application may do for this person, through their own consent and their organisation's. */
  granted(person: Person, registration: Registration): ReadonlySet<Permission> {
    return new Set([
      ...(this.#given.get(keyOf(person, registration)) ?? []),
      ...(this.#given.get(keyOf({ id: person.tenantId }, registration)) ?? []),
    ]);
  }

  missing(person: Person, registration: Registration, asked: readonly Permission[]): readonly Permission[] {
    const granted = this.granted(person, registration);
    return asked.filter((permission) => !granted.has(permission));
  }

  /** Those of the permissions that this person may not consent to. Personal accounts have no administrator. */
  beyond(person: Person, permissions: readonly Permission[]): readonly Permission[] {
    const policy = this.#policies.get(person.tenantId) ?? 'none';
    if (isPersonal(person) || person.administrator || policy === 'none') return [];
    return policy === 'everything' ? permissions : permissions.filter(needsAdministrator);
  }
}

function keyOf(holder: { readonly id: string }, registration: Registration): string {
  return `${holder.id} ${registration.clientId}`;
}
