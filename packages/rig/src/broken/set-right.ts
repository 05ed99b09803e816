import type { PracticeProvider } from '../provider/index.ts';
import { anotherDirectory, persona, personalAccount, stranger } from './people.ts';
import { register } from './practice-registration.ts';

/** Undoes whatever broken registration was set: registration, consents, policies, faults, clock and certificates. */
export async function setRight(practice: PracticeProvider, redirectUri: string): Promise<void> {
  const { identity, imap, smtp } = practice.servers;
  identity.setOutage(undefined);
  identity.setClockSkew(0);
  identity.clearFaults();
  const registration = register(practice, redirectUri);
  for (const tenant of [identity.tenant(practice.tenant), anotherDirectory(practice)]) {
    if (tenant === undefined) continue;
    identity.requireAdminConsent(tenant, 'none');
    identity.withdrawConsent(tenant, registration);
  }
  for (const person of [persona(practice), personalAccount(practice), stranger(practice)]) {
    identity.liftPolicy(person);
    identity.withdrawConsent(person, registration);
  }
  imap.faults.clear();
  imap.presentCertificate(practice.certificates);
  smtp.faults.clear();
  smtp.presentCertificate(practice.certificates);
  await Promise.all([imap.setReachable(true), smtp.setReachable(true)]);
}
