import type { Browser } from './browser.ts';
import { WalkFailed } from './walk-failed.ts';

/** Step 1: the administrator is created with the one-time link, and signed in by that. */
export async function createAdministrator(browser: Browser, setupLink: string | undefined): Promise<void> {
  const token = setupLink === undefined ? null : new URL(setupLink).searchParams.get('token');
  if (token === null)
    throw new WalkFailed('The server printed no one-time link to create the administrator.');
  await browser.post('/api/v1/setup/administrator', {
    token,
    name: 'Ada Walker',
    email: 'ada.walker@example.com',
    password: 'a long walk through the mail',
  });
}
