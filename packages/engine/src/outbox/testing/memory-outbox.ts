/** The outbox's states as a store keeps them, in memory, with a log of how they went. For tests. */
import type { FailureWire, MailAddress, OutgoingState } from '@mailroom/model';
import type { DeliveryResult, OutboxPort, OutgoingRecord } from '../../ports/outbox.ts';

export interface MemoryOutgoing extends OutgoingRecord {
  deliveries: DeliveryResult[];
  failure: FailureWire | null;
  waitUntil: Date | null;
  serverMessageId: string | null;
  history: OutgoingState[];
}

export function outgoing(
  id: string,
  recipients: readonly string[],
  more: Partial<OutgoingRecord> = {},
): MemoryOutgoing {
  const address = (text: string): MailAddress => ({ name: '', address: text });
  return {
    id,
    accountId: 'account',
    state: 'queued',
    from: address('ada@heron.example'),
    to: recipients.map(address),
    cc: [],
    bcc: [],
    subject: 'An offer',
    html: '<p>Good morning</p>',
    text: 'Good morning',
    inReplyTo: null,
    references: [],
    recipients: [...recipients],
    messageId: null,
    raw: null,
    attempts: 0,
    createdAt: new Date('2026-11-20T12:00:00Z'),
    deliveries: recipients.map((recipient) => ({ recipient, state: 'pending', failure: null })),
    failure: null,
    waitUntil: null,
    serverMessageId: null,
    history: ['queued'],
    ...more,
  };
}

export class MemoryOutbox implements OutboxPort {
  readonly rows: MemoryOutgoing[];

  constructor(rows: MemoryOutgoing[]) {
    this.rows = rows;
  }

  #row(id: string): MemoryOutgoing {
    const row = this.rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw new Error(`no outgoing ${id}`);
    return row;
  }

  #move(id: string, from: readonly OutgoingState[], to: OutgoingState): boolean {
    const row = this.#row(id);
    if (!from.includes(row.state)) return false;
    row.state = to;
    row.history.push(to);
    return true;
  }

  async nextDue(accountId: string, now: Date): Promise<OutgoingRecord | undefined> {
    const row = this.rows.find(
      ({ accountId: owner, state, waitUntil }) =>
        owner === accountId &&
        (state === 'queued' ||
          state === 'composed' ||
          (state === 'waiting' && waitUntil !== null && waitUntil <= now)),
    );
    if (row?.state === 'waiting') this.#move(row.id, ['waiting'], 'composed');
    return row && structuredClone(row);
  }

  async nextDueAt(): Promise<Date | null> {
    const waiting = this.rows.flatMap(({ state, waitUntil }) =>
      state === 'waiting' && waitUntil !== null ? [waitUntil.getTime()] : [],
    );
    return waiting.length === 0 ? null : new Date(Math.min(...waiting));
  }

  async unfiled(): Promise<OutgoingRecord[]> {
    return structuredClone(this.rows.filter(({ state }) => state === 'sent'));
  }

  async settleInterrupted(): Promise<string[]> {
    const interrupted = this.rows.filter(({ state }) => state === 'transmitting');
    for (const { id } of interrupted) this.#move(id, ['transmitting'], 'unknown');
    return interrupted.map(({ id }) => id);
  }

  async saveComposed(id: string, composed: { raw: Uint8Array; messageId: string }): Promise<void> {
    if (this.#move(id, ['queued'], 'composed')) Object.assign(this.#row(id), composed);
  }

  async claimTransmission(id: string): Promise<boolean> {
    return this.#move(id, ['composed'], 'transmitting');
  }

  async saveDeliveries(id: string, results: readonly DeliveryResult[]): Promise<void> {
    const row = this.#row(id);
    row.deliveries = row.deliveries.map(
      (delivery) => results.find(({ recipient }) => recipient === delivery.recipient) ?? delivery,
    );
    row.recipients = row.deliveries.flatMap(({ recipient, state }) =>
      state === 'accepted' ? [] : [recipient],
    );
  }

  async saveSent(id: string, sent: { serverMessageId: string | null; at: Date }): Promise<void> {
    if (this.#move(id, ['transmitting', 'unknown'], 'sent'))
      this.#row(id).serverMessageId = sent.serverMessageId;
  }

  async saveFiled(id: string): Promise<void> {
    this.#move(id, ['sent'], 'filed');
  }

  async saveWaiting(id: string, until: Date, failure: FailureWire): Promise<void> {
    if (!this.#move(id, ['queued', 'composed', 'transmitting'], 'waiting')) return;
    const row = this.#row(id);
    Object.assign(row, { waitUntil: until, failure, attempts: row.attempts + 1 });
  }

  async saveFailed(id: string, failure: FailureWire): Promise<void> {
    if (this.#move(id, ['queued', 'composed', 'transmitting', 'waiting'], 'failed'))
      this.#row(id).failure = failure;
  }

  async saveUnknown(id: string, failure: FailureWire): Promise<void> {
    if (this.#move(id, ['transmitting'], 'unknown')) this.#row(id).failure = failure;
  }
}
