import { SignInRefused } from '../errors.ts';
import { isPersonal, type Person } from '../world/directory.ts';
import { requireAssignment, takesPersonal } from '../world/registrations.ts';
import type { ProvenClient } from './request.ts';

/**
 * Whether this kind of account may sign in at this endpoint to this application.
 * @throws SignInRefused 500208, 50020
 */
export function requireAccountKind(client: ProvenClient, person: Person): void {
  const user = person.userPrincipalName;
  switch (client.audience.kind) {
    case 'consumers':
      if (!isPersonal(person)) throw new SignInRefused(500208, { user, why: 'personal accounts only.' });
      return;
    case 'organizations':
      if (isPersonal(person))
        throw new SignInRefused(500208, { user, why: 'work and school accounts only.' });
      return;
    case 'directory':
      if (person.tenantId !== client.audience.tenant.id) {
        throw new SignInRefused(50020, { user, tenant: client.audience.tenant.name });
      }
      return;
    case 'common':
      if (isPersonal(person) && !takesPersonal(client.registration)) {
        const why = 'the application does not exist or is not enabled for consumers.';
        throw new SignInRefused(500208, { user, why }, 'unauthorized_client');
      }
  }
}

/** Everything that may keep a signed-in person out. @throws SignInRefused 50057, 500208, 50020, 50105 */
export function admit(client: ProvenClient, person: Person): void {
  if (person.disabled) throw new SignInRefused(50057, { user: person.userPrincipalName });
  requireAccountKind(client, person);
  requireAssignment(client.registration, person);
}

export function isOfAdmittedKind(client: ProvenClient, person: Person): boolean {
  try {
    requireAccountKind(client, person);
    return true;
  } catch (refused) {
    if (refused instanceof SignInRefused) return false;
    throw refused;
  }
}
