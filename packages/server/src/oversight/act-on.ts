import type { OversightAction, OversightOutcome } from '@mailroom/model';
import type { SignedIn } from '../http/handler.ts';
import type { Services } from '../services.ts';

/** What an administrator does with one account of somebody: nothing here reads or changes mail. */
export async function actOn(
  { store: { oversight }, wake, askOwner }: Pick<Services, 'store' | 'wake' | 'askOwner'>,
  { person, scope }: Pick<SignedIn, 'person' | 'scope'>,
  action: OversightAction,
  accountId: string,
): Promise<OversightOutcome> {
  switch (action) {
    case 'sync': {
      const outcome = await oversight.synchronise(scope, accountId);
      if (outcome === 'done') wake.sync(accountId);
      return outcome;
    }
    case 'pause': {
      const outcome = await oversight.pause(scope, accountId, 'administrator');
      if (outcome === 'done') wake.pause(accountId);
      return outcome;
    }
    case 'resume': {
      const outcome = await oversight.resume(scope, accountId, 'administrator');
      if (outcome === 'done') wake.start(accountId);
      return outcome;
    }
    case 'ask-owner': {
      const outcome = await oversight.ask(scope, accountId);
      if (outcome === 'done') askOwner(accountId, person);
      return outcome;
    }
  }
}
