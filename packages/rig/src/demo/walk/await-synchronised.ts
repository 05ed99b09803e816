import type { Account } from './answers.ts';
import type { Browser } from './browser.ts';
import { waitFor } from './wait-for.ts';
import { WalkFailed } from './walk-failed.ts';

/** States out of which an account does not come by itself. */
const stuck = ['choosing', 'reconnect', 'blocked', 'unlinking'];

/** Step 4: waits until the first pass is over, telling its progress. */
export async function awaitSynchronised(
  browser: Browser,
  accountId: string,
  tell: (sentence: string) => void,
): Promise<void> {
  let told = '';
  await waitFor(300, async () => {
    const account = await browser.read<Account>(`/api/v1/accounts/${accountId}`);
    if (stuck.includes(account.state)) {
      throw new WalkFailed(
        `The account is in state ${account.state}: ${account.failure?.kind ?? 'no reason'}`,
      );
    }
    const { progress } = account;
    const now = progress === null ? account.state : `${progress.stage} ${progress.done} of ${progress.total}`;
    if (now !== told) tell(now);
    told = now;
    return account.state === 'watching' ? { done: account } : { still: `the account was ${now}` };
  });
}
