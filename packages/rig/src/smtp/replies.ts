/** An SMTP reply: the code, then the text including its enhanced status code (RFC 3463). */
export interface Reply {
  readonly code: number;
  readonly text: string;
}

/**
 * Replies that clients meet at real providers. The codes and the phrases a client may recognise are the providers';
 * the rest of each sentence is rig's own.
 */
export const replies = {
  unknownRecipient: { code: 550, text: '5.1.1 This practice mailbox does not exist' },
  relayDenied: { code: 550, text: '5.7.1 Recipient is outside the practice world' },
  mailboxBusy: { code: 451, text: '4.2.1 The mailbox is busy, try again later' },
  greylisted: { code: 450, text: '4.7.1 Come back in a few minutes' },
  tooLarge: { code: 552, text: '5.3.4 Message size exceeds fixed limit' },
  serviceClosing: { code: 421, text: '4.3.2 Service not active' },
  signInFailed: { code: 535, text: '5.7.3 Authentication unsuccessful [practice.prod.outlook.example]' },
  /** Exchange Online: SMTP AUTH is switched off for the organisation; OAuth sign-ins are refused too. */
  smtpAuthDisabledForTenant: {
    code: 535,
    text: '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. An administrator can switch it on.',
  },
  /** Exchange Online: SMTP AUTH is switched off for this mailbox. */
  smtpAuthDisabledForMailbox: {
    code: 535,
    text: '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. An administrator can switch it on.',
  },
  /** Exchange Online: a password was sent. */
  basicAuthenticationDisabled: {
    code: 535,
    text: '5.7.139 Authentication unsuccessful, basic authentication is disabled.',
  },
  /** Exchange Online: security defaults of the organisation stand in the way. */
  securityDefaults: {
    code: 535,
    text: "5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Ask an administrator.",
  },
  /** Exchange Online: a fourth connection of the same mailbox. */
  tooManyConnections: { code: 432, text: '4.3.2 Concurrent connections limit exceeded' },
  /** Exchange Online: the From address is not one this mailbox may send as. */
  sendAsDenied: {
    code: 550,
    text: '5.7.60 SMTP; Client does not have permissions to send as this sender',
  },
} as const satisfies Record<string, Reply>;
