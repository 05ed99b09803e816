/** Submission: checking that a mailbox may send, and sending. */
import type { MailHost } from '@mailroom/model';
import { type Accepted, type Envelope, type SessionOptions, type SmtpLogin, SmtpSession } from './session.ts';

export { isTransient } from './reply.ts';
export type { Accepted, Envelope, RecipientRefusal, SessionOptions, SmtpLogin } from './session.ts';

export interface Submission {
  host: MailHost;
  login: SmtpLogin;
  envelope: Envelope;
  raw: Uint8Array;
}

/** RFC 5321 4.5.3.2.6: a server that needs long after the final dot and a client that gives up sooner make two copies. */
export const smtpTimeouts = { loginTimeout: 60_000, replyTimeout: 11 * 60_000 };

/** A check has a person waiting. */
export const smtpCheckTimeouts = { loginTimeout: 20_000, replyTimeout: 20_000 };

/**
 * Signs in and takes leave, without a message.
 * @throws Failure why this mailbox cannot send.
 */
export async function checkSmtp(host: MailHost, login: SmtpLogin, options: SessionOptions): Promise<void> {
  const session = await SmtpSession.open(host, login, options);
  session.quit();
}

/**
 * Submits one message to the recipients of its envelope. Those in `accepted` have it from now on; those in `rejected` do not.
 *
 * @throws Failure when nobody has it: `next.do` is `wait` where the same may be tried again later. Kind `outcome-unknown`,
 *   exactly when the connection was lost between the final dot and its answer: then nobody can tell who has it.
 */
export async function transmit(submission: Submission, options: SessionOptions): Promise<Accepted> {
  const session = await SmtpSession.open(submission.host, submission.login, options);
  try {
    return await session.send(submission.envelope, submission.raw);
  } finally {
    session.quit();
  }
}
