/** Keeps with each credential what the provider last made of it. */
import type { CredentialPort } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { CredentialJudged } from './try-credentials.ts';

/** How long the same is not stored again. Another process may have stored otherwise meanwhile, so it is not for ever. */
const repeatAfter = 10 * 60 * 1000;

/** What cannot be stored is logged: the tokens that were just issued matter more. */
export function credentialJournal(deps: {
  credentials: Pick<CredentialPort, 'saveCredentialFailure'>;
  clock: Clock;
  log: Log;
}): CredentialJudged {
  const { credentials, clock, log } = deps;
  const stored = new Map<string, { said: string; until: number }>();
  return async (credentialId, failure) => {
    const said = failure === null ? 'taken' : `${failure.kind} ${failure.code}`;
    const last = stored.get(credentialId);
    if (last?.said === said && clock.monotonic() < last.until) return;
    if (failure !== null) {
      log.warn({ credentialId, kind: failure.kind, code: failure.code }, 'the provider refuses a credential');
    }
    try {
      await credentials.saveCredentialFailure(credentialId, failure?.toWire() ?? null);
      stored.set(credentialId, { said, until: clock.monotonic() + repeatAfter });
    } catch (thrown) {
      log.error({ credentialId, err: thrown }, 'what the provider made of a credential was not stored');
    }
  };
}
