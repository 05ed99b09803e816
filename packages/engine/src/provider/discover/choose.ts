/**
 * Decides between what the methods found. By preference, not by speed: an answer stands as soon as every more preferred
 * method has spoken, so the same world gives the same settings whoever was quicker.
 */
import type { DiscoveryMethod } from '@mailroom/model';
import type { Offer, Remark, ServerOffer } from './settings.ts';

export type Attempt = { method: DiscoveryMethod } & (
  | { state: 'pending' }
  | { state: 'offer'; offer: Offer }
  | { state: 'nothing'; remark: Remark | null }
  | { state: 'failed'; code: string | null }
  | { state: 'late' }
);

export interface ChosenHalf {
  method: DiscoveryMethod;
  offer: Offer;
  half: ServerOffer;
}

export interface Choice {
  imap: ChosenHalf;
  smtp: ChosenHalf | null;
}

/** `closed`: the provider itself is known and has no servers, so nobody further needs to be heard. */
export type Decision = { choice: Choice } | { closed: Extract<Remark, { kind: 'closed' }> } | { none: true };

function mostPreferred(attempts: readonly Attempt[], side: 'imap' | 'smtp'): ChosenHalf | 'pending' | null {
  for (const attempt of attempts) {
    if (attempt.state === 'pending') return 'pending';
    const half = attempt.state === 'offer' ? attempt.offer[side] : null;
    if (attempt.state === 'offer' && half) return { method: attempt.method, offer: attempt.offer, half };
  }
  return null;
}

/**
 * The IMAP half comes from the most preferred method that has one; the SMTP half from the same offer, and only where that
 * lacks it from the most preferred other.
 * @param attempts in order of preference.
 * @returns null while a method that would decide is still under way.
 */
export function decide(attempts: readonly Attempt[]): Decision | null {
  for (const attempt of attempts) {
    if (attempt.state === 'pending' || attempt.state === 'offer') break;
    if (attempt.state === 'nothing' && attempt.remark?.kind === 'closed') return { closed: attempt.remark };
  }
  const imap = mostPreferred(attempts, 'imap');
  if (imap === 'pending') return null;
  if (imap === null) return { none: true };
  if (imap.offer.smtp) return { choice: { imap, smtp: { ...imap, half: imap.offer.smtp } } };
  const smtp = mostPreferred(attempts, 'smtp');
  return smtp === 'pending' ? null : { choice: { imap, smtp } };
}
