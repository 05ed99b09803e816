/** What the schema of a provider app cannot say, because it depends on what else is stored or configured. */
import {
  type AppAccess,
  type Cloud,
  googleAppInput,
  microsoftAppInput,
  type ProviderAppPatch,
  type ProviderKind,
} from '@mailroom/model';
import { invalidRequest } from '../database/refusals.ts';
import type { NewCredential } from './app-credentials.ts';

/** Tenants that stand for many directories: nobody there can grant anything for all of them. */
const manyTenants = ['common', 'organizations', 'consumers'];

export interface AppKind {
  provider: ProviderKind;
  access: AppAccess;
}

function verifyCloud({ provider }: AppKind, cloudId: string, clouds: readonly Cloud[]): void {
  const cloud = clouds.find(({ id }) => id === cloudId);
  if (!cloud) throw invalidRequest({ cloudId: 'cloud-unknown' });
  if (cloud.provider !== provider) throw invalidRequest({ cloudId: 'cloud-of-other-provider' });
}

function verifyTenant({ provider, access }: AppKind, tenant: string): void {
  if (provider === 'google') throw invalidRequest({ tenant: 'google-has-no-tenant' });
  // A client credentials token is asked of one directory ("OAuth 2.0 client credentials flow": tenant).
  if (access === 'organisation' && manyTenants.includes(tenant)) {
    throw invalidRequest({ tenant: 'tenant-not-named' });
  }
}

function verifyClientId({ provider }: AppKind, clientId: string): void {
  const [schema, reason] =
    provider === 'google'
      ? [googleAppInput.shape.clientId, 'google-client-id-form']
      : [microsoftAppInput.shape.clientId, 'client-id-form'];
  if (!schema.safeParse(clientId).success) throw invalidRequest({ clientId: reason });
}

/** @throws Failure invalid-request, naming the field. */
export function verifyDetails(
  kind: AppKind,
  { cloudId, tenant, clientId }: ProviderAppPatch,
  clouds: readonly Cloud[],
): void {
  if (cloudId !== undefined) verifyCloud(kind, cloudId, clouds);
  if (tenant !== undefined) verifyTenant(kind, tenant);
  if (clientId !== undefined) verifyClientId(kind, clientId);
}

/**
 * @param at where in the request the credential was entered: empty, or a path that ends in a dot.
 * @throws Failure invalid-request for what the provider does not take, or what has ended before `today` (calendar date, UTC).
 */
export function verifyCredential(
  { provider }: AppKind,
  credential: NewCredential,
  today: string,
  at = '',
): void {
  if (provider === 'google' && credential.kind !== 'secret') {
    throw invalidRequest({ [`${at}kind`]: 'google-takes-secrets-only' });
  }
  if (credential.kind === 'secret' && credential.expires !== null && credential.expires < today) {
    throw invalidRequest({ [`${at}expires`]: 'expired-already' });
  }
}

/** @throws Failure invalid-request where the end is the credential's own, or before `today` (calendar date, UTC). */
export function verifyExpiry({ kind }: { kind: string }, expires: string, today: string): void {
  if (kind !== 'secret') throw invalidRequest({ expires: 'expiry-of-its-own' });
  if (expires < today) throw invalidRequest({ expires: 'expired-already' });
}
