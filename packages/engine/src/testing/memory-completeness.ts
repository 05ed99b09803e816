import type { CheckOutcome, CheckProgress, Mended } from '@mailroom/model';
import type { CheckRecord, CompletenessPort } from '../ports/completeness.ts';
import type { ConnectionEvent, EventPort } from '../ports/events.ts';

/** `CompletenessPort` in memory; what the store mends by itself is what a test says. */
export class MemoryCompleteness implements CompletenessPort {
  record: CheckRecord = {
    asked: false,
    begun: false,
    endedAt: null,
    // So that no test has a check that it did not ask for.
    linkedAt: new Date('2100-01-01'),
  };
  attempts = 0;
  storeMends: Mended = {};
  readonly progress: CheckProgress[] = [];
  readonly outcomes: CheckOutcome[] = [];

  async read(): Promise<CheckRecord> {
    return { ...this.record };
  }

  async begin(): Promise<number> {
    this.record = { ...this.record, asked: false, begun: true };
    this.attempts += 1;
    return this.attempts;
  }

  async saveProgress(_accountId: string, progress: CheckProgress): Promise<void> {
    this.progress.push(progress);
  }

  async end(_accountId: string, outcome: CheckOutcome): Promise<void> {
    this.record = { ...this.record, begun: false, endedAt: new Date('2100-01-01') };
    this.attempts = 0;
    this.outcomes.push(outcome);
  }

  async mendPlaces(): Promise<Mended> {
    return {};
  }

  async mendStore(): Promise<Mended> {
    return this.storeMends;
  }
}

/** Every event, in its order. */
export class MemoryEvents implements EventPort {
  readonly events: ConnectionEvent[] = [];

  async record(_accountId: string, event: ConnectionEvent): Promise<void> {
    this.events.push(event);
  }
}
