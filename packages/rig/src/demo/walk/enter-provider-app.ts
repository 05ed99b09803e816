import type { RegisteredProvider } from '../../provider/index.ts';
import type { Clouds } from './answers.ts';
import type { Browser } from './browser.ts';
import { WalkFailed } from './walk-failed.ts';

/** Step 2: the administrator registers the redirect URI at the provider and enters the app here. */
export async function enterProviderApp(browser: Browser, provider: RegisteredProvider): Promise<string> {
  const { clouds, redirectUri } = await browser.read<Clouds>('/api/v1/clouds');
  const [cloud] = clouds.filter(({ id }) => id === 'practice');
  if (cloud === undefined) throw new WalkFailed('The server does not offer the practice cloud.');
  provider.registerRedirectUri(redirectUri);
  const app = await browser.post<{ id: string }>('/api/v1/provider-apps', {
    provider: 'microsoft',
    name: 'Practice',
    access: 'people',
    cloudId: cloud.id,
    tenant: provider.tenant,
    clientId: provider.clientId,
    credential: { kind: 'secret', value: provider.clientSecret.value, expires: null },
  });
  return app.id;
}
