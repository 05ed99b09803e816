import { invalidRequest } from '../http/refusals.ts';
import { askInName } from '../oauth/ask-provider.ts';
import type { Services } from '../services.ts';
import { openByToken } from './open-by-token.ts';

/**
 * Opens a mailbox once by the organisation's own grant.
 *
 * @throws Failure not-found, provider-app-incomplete, invalid-request for an app through which people sign in themselves; what the
 *   provider says of the app; organisation-mailbox-refused where Exchange does not let it into this mailbox.
 */
export async function tryOrganisationMailbox(
  services: Services,
  providerAppId: string,
  address: string,
): Promise<void> {
  const { store, identity } = services;
  const app = await store.ports.credentials.providerApp(providerAppId);
  if (app.access !== 'organisation') throw invalidRequest({ providerAppId: 'access' });
  const { accessToken } = await askInName(services, app.id, () => identity.organisationToken(app));
  const stored = { kind: 'organisation', providerAppId, user: address } as const;
  await openByToken(services, app, { mailbox: address, stored, accessToken });
}
