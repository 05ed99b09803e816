import type { ProviderApp } from '@mailroom/model';
import type { MendedProviderApp } from '@mailroom/store';
import type { Services } from '../../services.ts';
import { withRedirectUri } from './with-redirect-uri.ts';

/** Accounts that the app's refusal had blocked are told to try again; that they do so is not waited for. */
export async function mended(
  services: Services,
  { providerApp, retried }: MendedProviderApp,
): Promise<ProviderApp> {
  await services.doctor.memory.forgetSignIn(providerApp.id);
  for (const accountId of retried) services.wake.start(accountId);
  return withRedirectUri(services, providerApp);
}
