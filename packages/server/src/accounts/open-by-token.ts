import type {
  OAuthCredentials,
  OrganisationCredentials,
  ProviderAppCredentials,
} from '@mailroom/engine/ports/index';
import { missingPermission } from '@mailroom/engine/provider/oauth2/index';
import { asFailure } from '@mailroom/model';
import type { Services } from '../services.ts';

/** Credentials as they would be stored, of somebody who is not the mailbox itself. */
interface Opening {
  mailbox: string;
  stored: OAuthCredentials | OrganisationCredentials;
  accessToken: string;
}

/**
 * Opens a mailbox once, by IMAP. A good token says whom it speaks for and nothing about what they may open.
 *
 * @throws Failure shared-mailbox-refused or organisation-mailbox-refused, naming mailbox and trustee, where the permission lacks; any
 *   other of the connection as it is.
 */
export async function openByToken(
  { engine, store }: Pick<Services, 'engine' | 'store'>,
  { provider, cloud }: ProviderAppCredentials,
  { mailbox, stored, accessToken }: Opening,
): Promise<void> {
  try {
    await engine.checkImapToken({ ...cloud.imap, user: mailbox, accessToken, provider });
  } catch (thrown) {
    const failure = asFailure(thrown);
    throw await missingPermission(store.ports.credentials, { half: 'imap', mailbox, stored, failure });
  }
}
