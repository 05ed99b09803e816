/** The browser's own dialog for passkeys; its library is fetched when somebody uses one. */
import { Failure } from '@mailroom/model';

/** Whoever closes the dialog, or lets it run out, is told so; nothing was sent. */
function refused(cause: unknown): Failure {
  return new Failure({ origin: 'person', kind: 'passkey-refused', next: { do: 'retry' }, cause });
}

type Options = { challenge: string };

/** What a passkey that is there answers. @throws Failure passkey-refused */
export async function askForPasskey(options: Options) {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  type Input = Parameters<typeof startAuthentication>[0]['optionsJSON'];
  return startAuthentication({ optionsJSON: options as Input })
    .then((answer) => ({ ...answer, response: { ...answer.response } }))
    .catch((thrown: unknown) => {
      throw refused(thrown);
    });
}

/** What a new passkey answers. @throws Failure passkey-refused */
export async function makePasskey(options: Options) {
  const { startRegistration } = await import('@simplewebauthn/browser');
  type Input = Parameters<typeof startRegistration>[0]['optionsJSON'];
  return startRegistration({ optionsJSON: options as Input })
    .then((answer) => ({ ...answer, response: { ...answer.response } }))
    .catch((thrown: unknown) => {
      throw refused(thrown);
    });
}
