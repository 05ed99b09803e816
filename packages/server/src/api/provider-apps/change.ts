import { handler } from '../../http/handler.ts';
import { withRedirectUri } from './with-redirect-uri.ts';

/** Accounts that the app's refusal had blocked are told to try again; that they do so is not waited for. */
export const changeProviderApp = handler('changeProviderApp', async ({ services, params, body }) => {
  const { providerApp, retried } = await services.store.providerApps.change(params.id, body);
  await services.doctor.memory.forgetSignIn(params.id);
  for (const accountId of retried) services.wake.start(accountId);
  return withRedirectUri(services, providerApp);
});
