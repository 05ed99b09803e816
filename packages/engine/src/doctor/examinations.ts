/** What is examined of an app, by its provider and by who grants access. */
import { authority } from './authority.ts';
import { clock } from './clock.ts';
import {
  googleAuthority,
  googleRegistration,
  googleRehearsal,
  googleSecret,
  googleSignIn,
} from './google/index.ts';
import { imapServer } from './imap-server.ts';
import { organisationPermissions } from './organisation-permissions.ts';
import { ownAddress } from './own-address.ts';
import { registration } from './registration.ts';
import { rehearsalOfOrganisation } from './rehearsal/organisation.ts';
import { rehearsalWithPerson } from './rehearsal/people.ts';
import type { Rehearsal } from './rehearsal/rehearsed-mailbox.ts';
import { secret } from './secret.ts';
import { secretExpiry } from './secret-expiry.ts';
import { signIn } from './sign-in.ts';
import { smtpServer } from './smtp-server.ts';
import type { Check, ExaminedApp } from './target.ts';

export interface Examination {
  checks: readonly Check[];
  rehearsal: Rehearsal;
}

const microsoft: Examination = {
  checks: [ownAddress, clock, authority, registration, secret, secretExpiry, signIn, imapServer, smtpServer],
  rehearsal: rehearsalWithPerson,
};

/** Nobody signs in: no redirect URI needs to be registered, and nobody comes back to it. */
const microsoftOrganisation: Examination = {
  checks: [clock, authority, secret, secretExpiry, organisationPermissions, imapServer, smtpServer],
  rehearsal: rehearsalOfOrganisation,
};

/** Google's client secrets have no end, and so no date of one. */
const google: Examination = {
  checks: [
    ownAddress,
    clock,
    googleAuthority,
    googleRegistration,
    googleSecret,
    googleSignIn,
    imapServer,
    smtpServer,
  ],
  rehearsal: googleRehearsal,
};

export function examinationOf({ provider, access }: Pick<ExaminedApp, 'provider' | 'access'>): Examination {
  if (provider === 'google') return google;
  return access === 'organisation' ? microsoftOrganisation : microsoft;
}
