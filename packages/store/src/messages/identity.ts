/** When two places hold the same message: what the server says is the same, else what could not be alike by chance. */
import type { Arrival } from '@mailroom/engine/ports/index';
import { fingerprint } from '../secrets/fingerprint.ts';
import { receiveSecond } from './message-id.ts';

/** Of the fingerprint, 96 bits: two messages would also have to be of one second and one size. */
const fingerprintLength = 16;

/**
 * The provider's own identity (EMAILID, X-GM-MSGID); else Message-ID with size and receive second, which COPY and MOVE keep
 * (RFC 9051 6.4.7). Null without a Message-ID: size and second alone would make one message of two automatic mails.
 */
export function identity(
  arrival: Pick<Arrival, 'emailId' | 'messageId' | 'size' | 'receivedAt'>,
): string | null {
  if (arrival.emailId !== null) return identityOfEmail(arrival.emailId);
  if (arrival.messageId === null) return null;
  const name = fingerprint(arrival.messageId).slice(0, fingerprintLength);
  return `${receiveSecond(arrival.receivedAt)} ${arrival.size} ${name}`;
}

/** The same of a message of which nothing but the provider's own identity is known. */
export function identityOfEmail(emailId: string): string {
  return `id ${emailId}`;
}
