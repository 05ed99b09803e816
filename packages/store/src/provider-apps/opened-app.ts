/** A provider app with its secrets opened, for whoever speaks to the provider in its name. Never part of an answer. */
import type { AppCredential, ProviderAppCredentials } from '@mailroom/engine/ports/index';
import { appAccess, Failure, providerKind } from '@mailroom/model';
import type { StoreContext } from '../database/context.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import { credentialRows, openCredential } from './app-credentials.ts';

/** As the engine's, but also of an app that is not complete: without a client ID, or without a credential. */
export type OpenedProviderApp = Omit<ProviderAppCredentials, 'clientId' | 'credentials'> & {
  clientId: string | null;
  credentials: readonly AppCredential[];
};

/** @throws Failure not-found, also where its cloud is no longer configured; SecretUnreadable. */
export async function openProviderApp(context: StoreContext, id: string): Promise<OpenedProviderApp> {
  const row = await context.db
    .selectFrom('provider_apps')
    .selectAll()
    .where('id', '=', rowNumber(id) ?? 0)
    .executeTakeFirst();
  if (!row) throw notFound('provider-app');
  const cloud = context.clouds.find((each) => each.id === row.cloud_id);
  if (!cloud) {
    throw new Failure({
      origin: 'administrator',
      kind: 'not-found',
      next: { do: 'ask-administrator' },
      detail: { noun: 'cloud', cloud: row.cloud_id },
    });
  }
  const credentials = await credentialRows(context.db, [row.id]);
  return {
    id: String(row.id),
    provider: providerKind.parse(row.provider),
    access: appAccess.parse(row.access),
    clientId: row.client_id || null,
    credentials: credentials.flatMap(
      (each) => openCredential(each, context.secrets, context.federatedTokenFile) ?? [],
    ),
    tenant: row.tenant,
    cloud,
  };
}

/** @throws Failure provider-app-incomplete for one without a client ID, or without a credential that can be used here. */
export function requireComplete(app: OpenedProviderApp): ProviderAppCredentials {
  const { clientId, credentials } = app;
  if (clientId !== null && credentials.length > 0) return { ...app, clientId };
  throw new Failure({
    origin: 'administrator',
    kind: 'provider-app-incomplete',
    next: { do: 'ask-administrator' },
    detail: { missing: clientId === null ? 'client-id' : 'credential' },
  });
}
