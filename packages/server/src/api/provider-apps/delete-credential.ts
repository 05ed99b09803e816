import { handler } from '../../http/handler.ts';
import { withRedirectUri } from './with-redirect-uri.ts';

export const deleteCredential = handler('deleteCredential', async ({ services, scope, params }) => {
  const { id, credentialId } = params;
  return withRedirectUri(
    services,
    await services.store.providerApps.deleteCredential(scope, id, credentialId),
  );
});
