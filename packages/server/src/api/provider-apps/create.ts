import { handler } from '../../http/handler.ts';
import { makeCredential } from '../../provider-apps/make-credential.ts';
import { withRedirectUri } from './with-redirect-uri.ts';

export const createProviderApp = handler('createProviderApp', async ({ services, scope, body }) => {
  const { store, settings } = services;
  const credential =
    body.credential &&
    (await makeCredential(body.credential, {
      name: body.name,
      federatedTokenFile: settings.federatedTokenFile,
      now: new Date(),
      at: 'credential.',
    }));
  return withRedirectUri(services, await store.providerApps.create(scope, { ...body, credential }));
});
