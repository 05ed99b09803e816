import { type Reply, replies } from './replies.ts';

export type SmtpPresetName = 'outlook' | 'gmail' | 'plain';

/** What one kind of provider does differently when mail is submitted to it. */
export interface SmtpPreset {
  readonly name: SmtpPresetName;
  readonly banner: string;
  /** SASL mechanisms in the order EHLO lists them. */
  readonly mechanisms: readonly ('PLAIN' | 'LOGIN' | 'XOAUTH2')[];
  /** What EHLO's SIZE says, in bytes; at Exchange it is the service's maximum, not the mailbox's. */
  readonly advertisedSize: number;
  /** What a mailbox may really send, in bytes. */
  readonly messageLimit: number;
  /** Sessions one mailbox may have signed in at a time. */
  readonly sessionsPerMailbox: number;
  /** Files a copy of what was submitted in the sender's Sent folder. */
  readonly filesSentCopy: boolean;
  /** Replaces the Message-ID and announces the new one in the final reply. */
  readonly rewritesMessageId: boolean;
  /** What happens to a recipient nobody in the practice world has: refused at RCPT, or accepted and bounced later. */
  readonly strangers: 'refuse' | 'bounce';
  /** Answers a rejected token with a 334 challenge holding the reason before the 535. */
  readonly challengesRejectedToken: boolean;
  readonly signInFailed: Reply;
  readonly sendAsDenied: Reply;
}

const mebibyte = 1024 * 1024;

export const smtpPresets: Readonly<Record<SmtpPresetName, SmtpPreset>> = {
  // Exchange Online. smtp-server cannot announce BINARYMIME or CHUNKING; every client must do without them anyway.
  outlook: {
    name: 'outlook',
    banner: 'Microsoft ESMTP MAIL Service ready (practice)',
    mechanisms: ['LOGIN', 'XOAUTH2'],
    advertisedSize: 157_286_400,
    messageLimit: 35 * mebibyte,
    sessionsPerMailbox: 3,
    filesSentCopy: true,
    rewritesMessageId: true,
    strangers: 'bounce',
    challengesRejectedToken: false,
    signInFailed: replies.signInFailed,
    sendAsDenied: replies.sendAsDenied,
  },
  gmail: {
    name: 'gmail',
    banner: 'ESMTP gsmtp (practice)',
    mechanisms: ['LOGIN', 'PLAIN', 'XOAUTH2'],
    advertisedSize: 35_882_577,
    messageLimit: 35_882_577,
    sessionsPerMailbox: 15,
    filesSentCopy: true,
    rewritesMessageId: false,
    strangers: 'bounce',
    challengesRejectedToken: true,
    signInFailed: { code: 535, text: '5.7.8 Username and Password not accepted' },
    sendAsDenied: { code: 553, text: '5.7.1 Sender address is not one of this account' },
  },
  plain: {
    name: 'plain',
    banner: 'ESMTP practice',
    mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    advertisedSize: 25 * mebibyte,
    messageLimit: 25 * mebibyte,
    sessionsPerMailbox: Number.POSITIVE_INFINITY,
    filesSentCopy: false,
    rewritesMessageId: false,
    strangers: 'refuse',
    challengesRejectedToken: false,
    signInFailed: { code: 535, text: '5.7.8 Error: authentication failed' },
    sendAsDenied: { code: 553, text: '5.7.1 Sender address rejected: not owned by user' },
  },
};
