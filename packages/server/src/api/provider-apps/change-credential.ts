import { handler } from '../../http/handler.ts';
import { withRedirectUri } from './with-redirect-uri.ts';

export const changeCredential = handler('changeCredential', async ({ services, scope, params, body }) => {
  const { id, credentialId } = params;
  const changed = await services.store.providerApps.changeCredential(scope, id, credentialId, body.expires);
  return withRedirectUri(services, changed);
});
