/** Accepting an invitation by signing in at an identity provider instead of choosing a password. */
import { Failure, type Person } from '@mailroom/model';
import type { RequestOrigin } from '@mailroom/store';
import type { Returned } from '../auth/identity/identity-sign-in.ts';
import type { Services } from '../services.ts';
import { join } from './join.ts';

/**
 * The link is what lets somebody in, as it does with a password. An invitation to an address is refused to an identity with another one: a
 * browser that is signed in at the provider as somebody else is the usual accident. Where the provider answers for none, the link alone
 * counts. An invitation to nobody in particular takes the address that the provider answers for, and none that is only said.
 *
 * @throws Failure invitation-other-address, sign-in-address-unknown, sign-in-taken; whatever `join` throws.
 */
export async function joinByIdentity(
  services: Pick<Services, 'store' | 'people' | 'identitySignIn'>,
  { kind, identity }: Returned,
  { token, origin }: { token: string; origin: RequestOrigin },
): Promise<Person> {
  const { email: invited } = await services.store.invitations.open(token);
  const { address, name } = identity;
  if (invited === null && address === null)
    throw new Failure({
      origin: 'provider',
      kind: 'sign-in-address-unknown',
      next: { do: 'ask-administrator' },
    });
  if (invited !== null && address !== null && invited !== address)
    throw new Failure({ origin: 'person', kind: 'invitation-other-address', next: { do: 'retry' } });
  return join(services, { token, email: address ?? undefined, origin }, async ({ email, role }) => {
    await services.identitySignIn.connections.requireFree(kind, identity);
    // Vouched for by the administrator who invited the address, or by the provider that answers for it.
    return services.people.createConnected({ name: nameOf(name, email), email }, role, {
      kind,
      subject: identity.subject,
    });
  });
}

/** A provider may say none, and somebody has to be called something. */
function nameOf(said: string, email: string): string {
  return said.trim().slice(0, 120) || (email.split('@')[0] ?? email);
}
