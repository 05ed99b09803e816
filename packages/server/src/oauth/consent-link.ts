import { randomBytes } from 'node:crypto';
import { consentScopes, organisationScope } from '@mailroom/engine/provider/oauth2/microsoft';
import { type Cloud, Failure, tenant as tenantForm } from '@mailroom/model';
import type { StoredProviderApp } from '@mailroom/store';
import { conflict, invalidRequest } from '../http/refusals.ts';
import type { Services } from '../services.ts';

/** Names that stand for many directories, none of which has one administrator. */
const notOne = ['common', 'consumers'];

/** Whoever signs in as an administrator answers for the own directory. */
const anyDirectory = 'organizations';

function directoryOf(asked: string | null, app: StoredProviderApp): string {
  if (asked === null) return app.tenant === null || notOne.includes(app.tenant) ? anyDirectory : app.tenant;
  const parsed = tenantForm.safeParse(asked);
  if (!parsed.success || notOne.includes(parsed.data)) throw invalidRequest({ tenant: 'tenant-form' });
  return parsed.data;
}

function cloudOf(clouds: readonly Cloud[], { cloudId }: StoredProviderApp): Cloud {
  const cloud = clouds.find(({ id }) => id === cloudId);
  if (cloud) return cloud;
  throw new Failure({
    origin: 'administrator',
    kind: 'not-found',
    detail: { noun: 'cloud', cloud: cloudId },
  });
}

/**
 * The address at which a directory's administrator consents for everybody there. It needs no credential: the registration exists
 * before its secret does.
 *
 * @throws Failure not-found; provider-app-incomplete without a client ID; conflict for Google, which has no such link.
 */
export async function makeConsentLink(
  { store, clouds, redirectUri }: Services,
  providerAppId: string,
  tenant: string | null,
): Promise<{ url: string; expiresAt: string }> {
  const app = await store.providerApps.read(providerAppId);
  if (app.provider !== 'microsoft') throw conflict({ noun: 'provider-app', provider: app.provider });
  if (app.clientId === null) {
    throw new Failure({
      origin: 'administrator',
      kind: 'provider-app-incomplete',
      detail: { providerAppId },
    });
  }
  const cloud = cloudOf(clouds, app);
  const directory = directoryOf(tenant, app);
  const state = randomBytes(32).toString('base64url');
  const { expiresAt } = await store.consents.begin({ providerAppId, state });
  const scope = app.access === 'organisation' ? organisationScope(cloud) : consentScopes(cloud).join(' ');
  const query = new URLSearchParams({
    client_id: app.clientId,
    scope,
    redirect_uri: redirectUri(),
    state,
  });
  const url = `${cloud.authority}/${encodeURIComponent(directory)}/v2.0/adminconsent?${query}`;
  return { url, expiresAt: expiresAt.toISOString() };
}
