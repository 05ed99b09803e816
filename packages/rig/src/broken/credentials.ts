import type { BrokenRegistration } from './broken-registration.ts';
import { entered, register } from './practice-registration.ts';

/** No registration anywhere has it. */
const UNKNOWN_CLIENT = '3f1c0b7a-5d0e-4c8e-9a51-0f6b8f1f2a77';

const notFound = { kind: 'aadsts', stage: 'silent', code: 700016 } as const;

/** Client ID and secret: what is copied from the portal by hand. */
export const brokenCredentials: readonly BrokenRegistration[] = [
  {
    id: 'wrong-secret',
    wrong: 'The client secret entered is none of the registration.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'token', code: 7000215, error: 'invalid_client' }],
    setWrong: async (practice) =>
      entered(practice, { clientSecret: 'practice~Another.Registrations-Secret' }),
  },
  {
    id: 'secret-id-pasted',
    wrong: 'The Secret ID was pasted in place of the secret value.',
    mendedBy: 'administrator',
    symptoms: [
      {
        kind: 'aadsts',
        stage: 'token',
        code: 7000215,
        error: 'invalid_client',
        says: 'not the client secret ID',
      },
    ],
    setWrong: async (practice) => entered(practice, { clientSecret: practice.clientSecret.id }),
  },
  {
    id: 'expired-secret',
    wrong: 'The client secret has expired.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'token', code: 7000222, error: 'invalid_client' }],
    async setWrong(practice, redirectUri) {
      // Before any clock of the practice world: whatever time it runs at, this is over.
      register(practice, redirectUri, { secrets: [{ ...practice.clientSecret, expires: new Date(0) }] });
      return entered(practice);
    },
  },
  {
    id: 'public-client',
    wrong:
      'The registration allows public client flows and has no platform Web, so it may not send its secret.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'token', code: 700025, error: 'invalid_client' }],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { publicClient: true });
      return entered(practice);
    },
  },
  {
    id: 'unknown-client-id',
    wrong: 'The client ID entered belongs to no registration.',
    mendedBy: 'administrator',
    symptoms: [notFound],
    setWrong: async (practice) => entered(practice, { clientId: UNKNOWN_CLIENT }),
  },
  {
    id: 'object-id-pasted',
    wrong: 'The Object ID of the registration was pasted in place of the client ID.',
    mendedBy: 'administrator',
    symptoms: [notFound],
    async setWrong(practice, redirectUri) {
      const { objectId } = register(practice, redirectUri);
      return entered(practice, { clientId: objectId });
    },
  },
  {
    id: 'directory-id-pasted',
    wrong: 'The Directory ID was pasted in place of the client ID.',
    mendedBy: 'administrator',
    symptoms: [notFound],
    setWrong: async (practice) => entered(practice, { clientId: practice.tenant }),
  },
  {
    id: 'application-disabled',
    wrong: 'The application is disabled.',
    mendedBy: 'tenant-administrator',
    symptoms: [{ kind: 'aadsts', stage: 'silent', code: 7000112 }],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { disabled: true });
      return entered(practice);
    },
  },
];
