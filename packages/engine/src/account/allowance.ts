/**
 * How much of what a provider lets a mailbox receive in a day is left. Beyond it the provider suspends IMAP for up to a day, new mail
 * included; so the texts of older mail stop well below it, and what is left is for new mail and for opening attachments.
 */
import type { AccountPort, ReceivedInHour } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImapSession } from '../provider/imap/index.ts';

export interface Allowance {
  /** `reserve`: for new mail alone. `none`: the provider may suspend the mailbox at any moment. */
  left: 'enough' | 'reserve' | 'none';
  /** Octets received in the hours that count. */
  used: number;
  /** When there is enough again; null while there is. */
  enoughFrom: Date | null;
}

/** The share of a day that reading older mail may use. */
export const readingShare = 0.8;
const hourMilliseconds = 60 * 60_000;
/** An hour counts until its last moment is a day ago: nobody says when a provider's day begins. */
const hoursCounted = 25;

/** @param received ascending by hour */
export function allowanceOf(received: readonly ReceivedInHour[], dailyOctets: number, now: Date): Allowance {
  const counted = received.filter(({ hour }) => endOf(hour) > now.getTime());
  const total = counted.reduce((sum, { octets }) => sum + octets, 0);
  const enough = dailyOctets * readingShare;
  let left = total;
  let enoughFrom: Date | null = null;
  for (const { hour, octets } of counted) {
    if (left < enough) break;
    left -= octets;
    enoughFrom = new Date(endOf(hour));
  }
  const level = total < enough ? 'enough' : total < dailyOctets ? 'reserve' : 'none';
  return { left: level, used: total, enoughFrom };
}

function endOf(hour: number): number {
  return (hour + hoursCounted) * hourMilliseconds;
}

const unlimited: Allowance = { left: 'enough', used: 0, enoughFrom: null };

/** Counts what the sessions of one account have received, wherever a provider sets bounds to it. */
export class ReceivedOctets {
  readonly #accountId: string;
  readonly #accounts: Pick<AccountPort, 'countReceived'>;
  readonly #clock: Clock;
  readonly #counted = new WeakMap<ImapSession, number>();

  constructor(accountId: string, accounts: Pick<AccountPort, 'countReceived'>, clock: Clock) {
    this.#accountId = accountId;
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Adds what the session has received since it was last counted. */
  async count(session: ImapSession): Promise<Allowance> {
    const { dailyOctets, received } = session;
    if (dailyOctets === null) return unlimited;
    const octets = received - (this.#counted.get(session) ?? 0);
    this.#counted.set(session, received);
    const hours = await this.#accounts.countReceived(this.#accountId, octets);
    return allowanceOf(hours, dailyOctets, this.#clock.now());
  }
}
