import { walkSignIn } from '../../identity/index.ts';
import type { RegisteredProvider } from '../../provider/index.ts';
import type { Account } from './answers.ts';
import type { Browser } from './browser.ts';
import { WalkFailed } from './walk-failed.ts';

/** Step 3: the main persona signs in on the provider's pages, and chooses to synchronise everything. */
export async function linkMailbox(
  browser: Browser,
  provider: RegisteredProvider,
  providerAppId: string,
): Promise<Account> {
  const account = await signInToMailbox(browser, provider, providerAppId);
  return startMailbox(browser, account.id);
}

/** Its first half: the account is known, and nothing of it is synchronised yet. */
export async function signInToMailbox(
  browser: Browser,
  provider: RegisteredProvider,
  providerAppId: string,
): Promise<Account> {
  const [persona] = provider.people;
  const { authorizeUrl } = await browser.post<{ authorizeUrl: string }>('/api/v1/accounts/link/oauth', {
    providerAppId,
  });
  const callback = await walkSignIn({
    authorizeUrl,
    userName: persona.userName,
    password: persona.password,
    consent: 'accept',
  });
  const screen = new URL(await browser.follow(callback));
  const failure = screen.searchParams.get('failure');
  if (failure !== null) throw new WalkFailed(`Linking the mailbox failed: ${failure} (${screen.search})`);
  const { accounts } = await browser.read<{ accounts: Account[] }>('/api/v1/accounts');
  const account = accounts.find(({ address }) => address === persona.userName);
  if (account === undefined) throw new WalkFailed(`No account of ${persona.userName} after linking it.`);
  return account;
}

/** Its second half. */
export function startMailbox(browser: Browser, accountId: string): Promise<Account> {
  return browser.post<Account>(`/api/v1/accounts/${accountId}/start`, { since: { kind: 'everything' } });
}
