/** What is known of a request that an identity provider refused, and what may be done next. */
import type { NextStep } from '@mailroom/model';
import type { AppCredential } from '../../ports/accounts.ts';

/** Which step was refused; `organisation`: client credentials, where no person is who could do anything. */
export type Phase = 'authorize' | 'redeem' | 'refresh' | 'organisation';

export interface RefusalContext {
  during: Phase;
  /** That proved the app; null where none was sent. */
  credential: AppCredential | null;
  /** When the provider said to come back. */
  retryAt: Date | null;
  cause?: unknown;
}

/** The next step that an entry of the catalogue names, as it is in this phase. */
export function nextStep(next: NextStep['do'], { during, retryAt }: Omit<RefusalContext, 'cause'>): NextStep {
  if (next === 'wait') return { do: 'wait', until: retryAt?.toISOString() ?? null };
  if (next === 'reconnect' && during === 'organisation') return { do: 'ask-administrator' };
  // A person in the middle of signing in has nothing linked yet that could be re-connected.
  if (next === 'reconnect' && during !== 'refresh') return { do: 'retry' };
  return { do: next };
}
