import type { PracticeProvider } from '../../provider/index.ts';
import { anotherDirectory } from '../people.ts';
import type { BrokenProof, EnteredProof } from './broken-proof.ts';

const ROLES = ['IMAP.AccessAsApp', 'SMTP.SendAsApp'];

/** Access of a whole organisation, which two administrators give: the directory's, and Exchange's. */
export const brokenOrganisations: readonly BrokenProof[] = [
  {
    id: 'organisation-not-in-directory',
    wrong: 'The directory that is named has never consented to the application.',
    mendedBy: 'administrator',
    symptom: { codes: [7000229] },
    setWrong: async (practice) => ({ ...entered(practice), tenant: anotherDirectory(practice).id }),
  },
  {
    id: 'organisation-permission-missing',
    wrong: 'The application permissions are listed, and nobody has granted consent for the organisation.',
    mendedBy: 'tenant-administrator',
    symptom: { codes: [null], roles: [], imap: 'NO AUTHENTICATE failed.' },
    setWrong: async (practice) => entered(practice),
  },
  {
    id: 'organisation-mailbox-not-permitted',
    wrong: 'Consent is granted, and Exchange has not let the application into the mailbox.',
    mendedBy: 'tenant-administrator',
    symptom: { codes: [null], roles: ROLES, imap: 'NO AUTHENTICATE failed.' },
    async setWrong(practice) {
      practice.openToApplication([]);
      return entered(practice);
    },
  },
];

function entered({ clientId, tenant, clientSecret, people }: PracticeProvider): EnteredProof {
  return {
    access: 'organisation',
    clientId,
    tenant,
    credentials: [{ kind: 'secret', value: clientSecret.value }],
    mailbox: people[0].userName,
  };
}
