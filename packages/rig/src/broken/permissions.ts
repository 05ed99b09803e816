import type { BrokenRegistration, Entered } from './broken-registration.ts';
import { entered, permissionsWithout, register } from './practice-registration.ts';

const GRAPH = 'https://graph.microsoft.com/';

/** What the application may do, and who has agreed to it. */
export const brokenPermissions: readonly BrokenRegistration[] = [
  {
    id: 'imap-permission-missing',
    wrong: 'The permission IMAP.AccessAsUser.All is not listed in the registration.',
    mendedBy: 'administrator',
    symptoms: [
      {
        kind: 'aadsts',
        stage: 'silent',
        code: 65005,
        error: 'invalid_resource',
        says: 'IMAP.AccessAsUser.All',
      },
    ],
    setWrong: without('IMAP.AccessAsUser.All'),
  },
  {
    id: 'smtp-permission-missing',
    wrong: 'The permission SMTP.Send is not listed in the registration.',
    mendedBy: 'administrator',
    symptoms: [
      { kind: 'aadsts', stage: 'silent', code: 65005, error: 'invalid_resource', says: 'SMTP.Send' },
    ],
    setWrong: without('SMTP.Send'),
  },
  {
    id: 'offline-access-missing',
    wrong:
      'The permission offline_access is not listed in the registration, so that every sign-in ends within the hour.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'no-refresh-token', stage: 'token' }],
    setWrong: without('offline_access'),
  },
  {
    id: 'graph-audience-token',
    wrong: 'The mail scopes are asked for at Microsoft Graph, whose tokens IMAP and SMTP refuse.',
    mendedBy: 'administrator',
    symptoms: [
      { kind: 'audience', stage: 'token', scope: `${GRAPH}IMAP.AccessAsUser.All` },
      { kind: 'imap-reply', stage: 'imap', reply: 'NO AUTHENTICATE failed.' },
      {
        kind: 'smtp-reply',
        stage: 'smtp',
        code: 535,
        enhanced: '5.7.3',
        says: 'Authentication unsuccessful',
      },
    ],
    setWrong: async (practice) => entered(practice, { scopePrefix: GRAPH }),
  },
  {
    id: 'admin-consent-required',
    wrong: 'The directory lets nobody but an administrator consent to mail permissions, and none has.',
    mendedBy: 'tenant-administrator',
    symptoms: [{ kind: 'aadsts', stage: 'sign-in', code: 90094, error: 'access_denied' }],
    async setWrong(practice) {
      practice.servers.identity.requireAdminConsent(practice.tenant);
      return entered(practice);
    },
  },
  {
    id: 'consent-refused',
    wrong: 'The person pressed Cancel where the permissions are asked for.',
    mendedBy: 'person',
    symptoms: [{ kind: 'aadsts', stage: 'sign-in', code: 65004, error: 'access_denied' }],
    async setWrong(practice): Promise<Entered> {
      const right = entered(practice);
      return { ...right, rehearsal: { ...right.rehearsal, consent: 'cancel' } };
    },
  },
  {
    id: 'assignment-required',
    wrong: 'The enterprise application requires assignment, and the person is not assigned.',
    mendedBy: 'tenant-administrator',
    symptoms: [{ kind: 'aadsts', stage: 'sign-in', code: 50105, error: 'access_denied' }],
    async setWrong(practice, redirectUri) {
      register(practice, redirectUri, { assignmentRequired: true });
      return entered(practice);
    },
  },
];

function without(permission: string): BrokenRegistration['setWrong'] {
  return async (practice, redirectUri) => {
    register(practice, redirectUri, {
      listedPermissionsOnly: true,
      permissions: permissionsWithout(permission),
    });
    return entered(practice);
  };
}
