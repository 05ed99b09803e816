import type { OutboxPort } from '../ports/outbox.ts';

/** An outbox with nothing to send. */
export const emptyOutbox: OutboxPort = {
  nextDue: async () => undefined,
  nextDueAt: async () => null,
  unfiled: async () => [],
  settleInterrupted: async () => [],
  saveComposed: async () => undefined,
  claimTransmission: async () => false,
  saveDeliveries: async () => undefined,
  saveSent: async () => undefined,
  saveFiled: async () => undefined,
  saveWaiting: async () => undefined,
  saveFailed: async () => undefined,
  saveUnknown: async () => undefined,
};
