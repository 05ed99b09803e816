import { type Reply, replies } from '../smtp/index.ts';
import type { BrokenRegistration, Symptom } from './broken-registration.ts';
import { entered } from './practice-registration.ts';

const ALWAYS = Number.POSITIVE_INFINITY;

/** Sign-in succeeds and the mail servers refuse: switches of the mailbox and of the organisation. */
export const brokenMailboxes: readonly BrokenRegistration[] = [
  {
    id: 'imap-off-for-mailbox',
    wrong: 'IMAP is switched off for the mailbox: the token is taken, and no mailbox opens.',
    mendedBy: 'tenant-administrator',
    symptoms: [{ kind: 'imap-reply', stage: 'imap', reply: 'BAD User is authenticated but not connected.' }],
    async setWrong(practice) {
      practice.servers.imap.faults.withholdMailbox();
      return entered(practice);
    },
  },
  {
    id: 'imap-sign-in-refused',
    wrong: 'IMAP refuses a good token: a client access rule or a mailbox plan keeps IMAP closed.',
    mendedBy: 'tenant-administrator',
    symptoms: [{ kind: 'imap-reply', stage: 'imap', reply: 'NO AUTHENTICATE failed.' }],
    async setWrong(practice) {
      practice.servers.imap.faults.refuse('AUTHENTICATE', 'NO AUTHENTICATE failed.', { times: ALWAYS });
      return entered(practice);
    },
  },
  {
    id: 'smtp-auth-off-for-tenant',
    wrong: 'SMTP AUTH is switched off for the organisation.',
    mendedBy: 'tenant-administrator',
    symptoms: [refused('5.7.139', 'SmtpClientAuthentication is disabled for the Tenant')],
    setWrong: smtpAnswers(replies.smtpAuthDisabledForTenant),
  },
  {
    id: 'smtp-auth-off-for-mailbox',
    wrong: 'SMTP AUTH is switched off for the mailbox.',
    mendedBy: 'tenant-administrator',
    symptoms: [refused('5.7.139', 'SmtpClientAuthentication is disabled for the Mailbox')],
    setWrong: smtpAnswers(replies.smtpAuthDisabledForMailbox),
  },
  {
    id: 'smtp-sign-in-refused',
    wrong: 'SMTP refuses the user name, which is an alias or a shared mailbox, although IMAP takes it.',
    mendedBy: 'person',
    symptoms: [refused('5.7.3', 'Authentication unsuccessful')],
    setWrong: smtpAnswers(replies.signInFailed),
  },
  {
    id: 'security-defaults',
    wrong: "The organisation's security defaults keep SMTP AUTH closed.",
    mendedBy: 'tenant-administrator',
    symptoms: [refused('5.7.139', "your organization's security defaults policy")],
    setWrong: smtpAnswers(replies.securityDefaults),
  },
  {
    id: 'basic-authentication',
    wrong: 'The mailbox is entered with a password, which Microsoft takes no longer.',
    mendedBy: 'administrator',
    symptoms: [
      { kind: 'imap-reply', stage: 'imap', reply: 'NO Basic authentication is disabled.' },
      refused('5.7.139', 'basic authentication is disabled'),
    ],
    async setWrong(practice) {
      // Its IMAP server refuses passwords by itself; its SMTP server has but one answer to whatever it does not take.
      practice.servers.smtp.faults.refuse('auth', replies.basicAuthenticationDisabled, ALWAYS);
      return entered(practice, { authentication: 'password' });
    },
  },
];

function refused(enhanced: string, says: string): Symptom {
  return { kind: 'smtp-reply', stage: 'smtp', code: 535, enhanced, says };
}

function smtpAnswers(reply: Reply): BrokenRegistration['setWrong'] {
  return async (practice) => {
    practice.servers.smtp.faults.refuse('auth', reply, ALWAYS);
    return entered(practice);
  };
}
