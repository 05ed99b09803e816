/** What mail servers refuse, by the words and codes that Exchange Online and its like are known to say. */
import type { CatalogueEntry, Meaning } from './entry.ts';

const administrator = (kind: Meaning['kind']): Meaning => ({
  origin: 'administrator',
  kind,
  next: 'ask-administrator',
});
const person = (kind: Meaning['kind']): Meaning => ({ origin: 'person', kind, next: 'reconnect' });
const passing = (kind: Meaning['kind']): Meaning => ({ origin: 'provider', kind, next: 'wait' });
const choose = (kind: Meaning['kind']): Meaning => ({ origin: 'provider', kind, next: 'choose' });

const oauthPage = 'Authenticate an IMAP, POP or SMTP connection using OAuth, Microsoft';
const submissionPage = 'Enable or disable SMTP AUTH in Exchange Online';
const bouncePage = 'Email non-delivery reports in Exchange Online';

export const mailEntries: readonly CatalogueEntry[] = [
  {
    id: 'imap-switched-off',
    recognises: {
      imap: [/imap (?:access )?(?:is )?(?:disabled|not enabled)|LOGIN failed\. IMAP/i],
      kinds: ['imap-disabled'],
    },
    who: 'tenant-administrator',
    meaning: administrator('imap-disabled'),
    where: 'active-users',
    variables: ['mailbox'],
    evidence:
      'Enable or disable POP3 or IMAP4 access for a user in Exchange Online; Outlook.com "POP, IMAP, and SMTP settings"',
  },
  {
    id: 'imap-mailbox-not-reachable',
    recognises: { imap: [/authenticated but not connected/i], kinds: ['mailbox-not-reachable'] },
    who: 'tenant-administrator',
    meaning: passing('mailbox-not-reachable'),
    where: 'active-users',
    variables: ['mailbox'],
    evidence: 'Exchange Online answers so when the token is good and the mailbox is not reachable with it',
  },
  {
    id: 'imap-session-aged',
    recognises: { imap: [/AccessTokenExpired/] },
    who: 'provider',
    meaning: { origin: 'provider', kind: 'connection-lost', next: 'retry' },
    where: null,
    variables: [],
    evidence: 'Exchange Online ends sessions together with their access token',
  },
  {
    id: 'mail-throttled',
    recognises: {
      imap: [/request is throttled/i],
      smtp: [/SubmissionQuotaExceeded|submission quota exceeded|daily .{0,40}(?:quota|limit) exceeded/i],
      enhanced: ['4.7.500', '4.5.3'],
      kinds: ['throttled'],
    },
    who: 'provider',
    meaning: passing('throttled'),
    where: null,
    variables: [],
    evidence: 'Exchange Online limits',
  },
  {
    id: 'too-many-connections',
    recognises: {
      imap: [/too many (?:simultaneous )?connections/i],
      smtp: [/concurrent connections? limit|sender thread limit/i],
      enhanced: ['4.3.2'],
      kinds: ['too-many-connections'],
    },
    who: 'person',
    meaning: passing('too-many-connections'),
    where: null,
    variables: ['mailbox'],
    evidence: 'Exchange Online limits; Gmail takes 15 connections at once',
  },
  {
    id: 'password-sign-in-switched-off',
    recognises: {
      imap: [/basic authentication is disabled/i],
      smtp: [/basic authentication is (?:disabled|not supported)/i],
      enhanced: ['5.7.30'],
    },
    who: 'administrator',
    meaning: person('login-refused'),
    where: null,
    variables: [],
    evidence: 'Deprecation of Basic authentication in Exchange Online',
  },
  {
    id: 'imap-token-refused',
    recognises: { imap: [/AUTHENTICATE failed/i], kinds: ['login-refused'] },
    who: 'person',
    meaning: person('login-refused'),
    where: 'outlook-forwarding',
    variables: ['mailbox'],
    evidence: oauthPage,
  },
  {
    id: 'smtp-switched-off-for-tenant',
    recognises: {
      smtp: [/SmtpClientAuthentication is disabled for the Tenant/i],
      kinds: ['smtp-auth-disabled'],
    },
    who: 'tenant-administrator',
    meaning: administrator('smtp-auth-disabled'),
    where: 'exchange-mail-flow',
    variables: ['mailbox'],
    evidence: submissionPage,
  },
  {
    id: 'smtp-switched-off-for-mailbox',
    recognises: { smtp: [/SmtpClientAuthentication is disabled for the Mailbox/i] },
    who: 'tenant-administrator',
    meaning: administrator('smtp-auth-disabled'),
    where: 'active-users',
    variables: ['mailbox'],
    evidence: submissionPage,
  },
  {
    id: 'smtp-locked-by-security-defaults',
    recognises: { smtp: [/locked by your organization's security defaults/i] },
    who: 'tenant-administrator',
    meaning: administrator('smtp-auth-disabled'),
    where: 'directory-properties',
    variables: [],
    evidence: 'Security defaults in Microsoft Entra ID',
  },
  {
    id: 'smtp-criteria-not-met',
    recognises: { smtp: [/did not meet the criteria to be authenticated/i], enhanced: ['5.7.139'] },
    who: 'tenant-administrator',
    meaning: administrator('smtp-auth-disabled'),
    where: 'active-users',
    variables: ['mailbox'],
    evidence: submissionPage,
  },
  {
    id: 'smtp-token-refused',
    recognises: { smtp: [/^535[ -]5\.7\.[38] /], enhanced: ['5.7.3', '5.7.8', '5.7.57'] },
    who: 'person',
    meaning: person('login-refused'),
    where: null,
    variables: ['mailbox'],
    evidence: oauthPage,
  },
  {
    id: 'sender-not-allowed',
    recognises: {
      smtp: [/SendAsDenied|permissions? to send (?:as|on behalf)/i],
      enhanced: ['5.7.60'],
      kinds: ['sender-refused'],
    },
    who: 'tenant-administrator',
    meaning: choose('sender-refused'),
    where: 'active-users',
    variables: [],
    evidence: bouncePage,
  },
  {
    id: 'sender-blocked',
    recognises: { enhanced: ['5.1.8', '5.7.501', '5.7.502', '5.7.503', '5.7.511'] },
    who: 'tenant-administrator',
    meaning: administrator('sender-refused'),
    where: 'exchange-restricted-senders',
    variables: [],
    evidence: bouncePage,
  },
  {
    id: 'tenant-sending-limited',
    recognises: { enhanced: ['5.7.705', '5.7.708', '5.7.750'] },
    who: 'tenant-administrator',
    meaning: administrator('sender-refused'),
    where: 'exchange-restricted-senders',
    variables: [],
    evidence: 'Fix NDR error codes 5.7.700 through 5.7.750 in Exchange Online',
  },
  {
    id: 'login-unavailable',
    recognises: { imap: [/\[UNAVAILABLE\]/i], enhanced: ['4.7.0'], kinds: ['login-unavailable'] },
    who: 'provider',
    meaning: passing('login-unavailable'),
    where: null,
    variables: ['host'],
    evidence: 'RFC 5530 3: UNAVAILABLE, the server could not ask its own back end',
  },
];
