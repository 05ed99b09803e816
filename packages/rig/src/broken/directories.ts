import type { BrokenRegistration } from './broken-registration.ts';
import { anotherDirectory, personalAccount, rehearsalBy, stranger } from './people.ts';
import { entered, register } from './practice-registration.ts';

/** Directory, audience and account: who may sign in where. */
export const brokenDirectories: readonly BrokenRegistration[] = [
  {
    id: 'unknown-tenant',
    wrong: 'The tenant entered does not exist in this cloud.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'discovery', code: 90002, error: 'invalid_tenant' }],
    setWrong: async (practice) => entered(practice, { tenant: 'nobody.example' }),
  },
  {
    id: 'wrong-tenant',
    wrong:
      'The tenant entered is another directory than the one in which the single-tenant application is registered.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'silent', code: 700016 }],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { audience: 'AzureADMyOrg' });
      return entered(practice, { tenant: anotherDirectory(practice).id });
    },
  },
  {
    id: 'single-tenant-on-common',
    wrong: 'The application serves one directory only, and the tenant entered is common.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'silent', code: 50194 }],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { audience: 'AzureADMyOrg' });
      return entered(practice, { tenant: 'common' });
    },
  },
  {
    id: 'work-only-on-consumers',
    wrong: 'The application serves work accounts only, and the tenant entered is consumers.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'silent', code: 9002332 }],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { audience: 'AzureADMultipleOrgs' });
      return entered(practice, { tenant: 'consumers' });
    },
  },
  {
    id: 'personal-only-on-common',
    wrong: 'The application serves personal accounts only, and the tenant entered is common.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'silent', code: 9002331 }],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { audience: 'PersonalMicrosoftAccount' });
      return entered(practice, { tenant: 'common' });
    },
  },
  {
    id: 'personal-accounts-not-allowed',
    wrong: 'Somebody signs in with a personal account, which the registration does not allow.',
    mendedBy: 'administrator',
    symptoms: [
      {
        kind: 'aadsts',
        stage: 'sign-in',
        code: 500208,
        error: 'unauthorized_client',
        says: 'not enabled for consumers',
      },
    ],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { audience: 'AzureADMultipleOrgs' });
      return entered(practice, { tenant: 'common', rehearsal: rehearsalBy(personalAccount(practice)) });
    },
  },
  {
    id: 'personal-account-on-organizations',
    wrong: 'Somebody signs in with a personal account, and the tenant entered is organizations.',
    mendedBy: 'administrator',
    symptoms: [
      {
        kind: 'aadsts',
        stage: 'sign-in',
        code: 500208,
        error: 'invalid_request',
        says: 'work and school accounts only',
      },
    ],
    setWrong: async (practice) =>
      entered(practice, { tenant: 'organizations', rehearsal: rehearsalBy(personalAccount(practice)) }),
  },
  {
    id: 'account-of-another-directory',
    wrong: 'Somebody signs in with an account of another directory than the one entered.',
    mendedBy: 'person',
    symptoms: [{ kind: 'aadsts', stage: 'sign-in', code: 50020, error: 'access_denied' }],
    setWrong: async (practice) => entered(practice, { rehearsal: rehearsalBy(stranger(practice)) }),
  },
];
