import type { BrokenRegistration } from './broken-registration.ts';
import { persona } from './people.ts';
import { entered } from './practice-registration.ts';

/** What the directory demands of a sign-in. */
export const brokenPolicies: readonly BrokenRegistration[] = [
  {
    id: 'conditional-access',
    wrong: 'A Conditional Access policy of the directory blocks the sign-in.',
    mendedBy: 'tenant-administrator',
    symptoms: [{ kind: 'aadsts', stage: 'sign-in', code: 53003, error: 'access_denied' }],
    async setWrong(practice) {
      practice.servers.identity.applyPolicy(persona(practice), 53003);
      return entered(practice);
    },
  },
  {
    id: 'mfa-required',
    wrong: 'The directory demands multi-factor authentication for mail, which the sign-in did not bring.',
    mendedBy: 'person',
    symptoms: [{ kind: 'aadsts', stage: 'token', code: 50076, error: 'invalid_grant' }],
    async setWrong(practice) {
      practice.servers.identity.applyLastingPolicy(persona(practice), 50076);
      return entered(practice);
    },
  },
];
