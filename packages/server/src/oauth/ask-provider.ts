import { isProviderAppFailure } from '@mailroom/engine/provider/oauth2/index';
import { asFailure } from '@mailroom/model';
import type { Services } from '../services.ts';

/** Asks the provider in an app's name; its refusal of the app itself is kept with the app for the administrators, and so is its end. */
export async function askInName<Answer>(
  { store }: Services,
  providerAppId: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const { credentials } = store.ports;
  try {
    const answer = await ask();
    await credentials.saveProviderAppFailure(providerAppId, null);
    return answer;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (isProviderAppFailure(failure)) {
      await credentials.saveProviderAppFailure(providerAppId, failure.toWire());
    }
    throw thrown;
  }
}
