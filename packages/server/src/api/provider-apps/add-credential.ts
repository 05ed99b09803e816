import { handler } from '../../http/handler.ts';
import { makeCredential } from '../../provider-apps/make-credential.ts';
import { mended } from './mended.ts';

export const addCredential = handler('addCredential', async ({ services, scope, params, body }) => {
  const { store, settings } = services;
  const { name } = await store.providerApps.read(params.id);
  const credential = await makeCredential(body, {
    name,
    federatedTokenFile: settings.federatedTokenFile,
    now: new Date(),
    at: '',
  });
  return mended(services, await store.providerApps.addCredential(scope, params.id, credential));
});
