import type { RegisteredProvider } from '../../provider/index.ts';
import type { Browser } from './browser.ts';
import { WalkFailed } from './walk-failed.ts';

/** The address alone says which sign-in it takes, as the linking screen asks it. */
export async function findServers(browser: Browser, provider: RegisteredProvider): Promise<void> {
  const [{ userName }] = provider.people;
  const { auth } = await browser.post<{ auth?: string }>('/api/v1/discover', { address: userName });
  if (auth !== 'oauth2-microsoft')
    throw new WalkFailed(`Looking for the servers of ${userName} did not lead to its sign-in page.`);
}
