/**
 * A rotation that nobody notices. While one credential takes over from another an app has two, and for some minutes the provider
 * knows only one of them: the new one is not yet known everywhere, or the old one is deleted or has ended already. So a refusal of
 * a credential is answered with the other one, at once, and only the last refusal is anybody's failure. Nothing is lost by asking
 * twice: the app's proof is judged before the code or token that is asked with (RFC 6749 4.1.3 and 6).
 */
import { Failure, type FailureKind } from '@mailroom/model';
import type { AppCredential, ProviderAppCredentials } from '../../ports/accounts.ts';

/** Hears what the provider makes of each credential: its refusal, or null when it takes it. Never throws. */
export type CredentialJudged = (credentialId: string, failure: Failure | null) => Promise<void>;

/** Failures of one credential, which say nothing about another. */
export const credentialKinds: ReadonlySet<FailureKind> = new Set([
  'client-secret-wrong',
  'client-secret-expired',
  'secret-id-instead-of-value',
  'client-certificate-refused',
  'client-certificate-expired',
  'federated-token-refused',
  'federated-token-missing',
]);

/**
 * Asks with each credential in order until one is taken.
 *
 * @throws Failure of the first one when none is taken: it is the newest, and the one to be mended; `provider-app-incomplete` without
 *   any; and at once whatever is not about the credential.
 */
export async function tryCredentials<Answer>(
  app: Pick<ProviderAppCredentials, 'id' | 'credentials'>,
  ask: (credential: AppCredential) => Promise<Answer>,
  judged: CredentialJudged,
): Promise<Answer> {
  let refusal: Failure | null = null;
  for (const credential of app.credentials) {
    let answer: Answer;
    try {
      answer = await ask(credential);
    } catch (thrown) {
      if (!(thrown instanceof Failure && credentialKinds.has(thrown.kind))) throw thrown;
      await judged(credential.id, thrown);
      refusal ??= thrown;
      continue;
    }
    await judged(credential.id, null);
    return answer;
  }
  throw refusal ?? incomplete(app.id);
}

function incomplete(providerAppId: string): Failure {
  return new Failure({
    origin: 'administrator',
    kind: 'provider-app-incomplete',
    next: { do: 'ask-administrator' },
    detail: { providerAppId },
  });
}
