/** What Mailroom knows of the state of a mailbox, for its owner: counts and times, no mail. */
import { z } from 'zod';
import { completenessCheck } from './completeness.ts';
import { failureKind } from './failure.ts';
import { folderRole } from './folder.ts';

export const accountEventKind = z.enum([
  /** Logged in. */
  'connected',
  /** A session ended after good work, and was replaced at once. */
  'dropped',
  /** The provider asked for patience. */
  'throttled',
  /** Something failed, and it is tried again after a while. */
  'failed',
  /** The owner was asked to reconnect. */
  'reconnect',
  /** An administrator was asked to mend the provider app. */
  'blocked',
  /** The owner reconnected it, or the administrator mended it. */
  'reconnected',
  /** A completeness check ended and had found nothing to mend. */
  'checked',
  /** A completeness check ended and had mended something. */
  'mended',
]);
export type AccountEventKind = z.infer<typeof accountEventKind>;

/** What happened in one hour, as often as it did. */
export const accountEvent = z.object({
  /** The hour's beginning. */
  hour: z.iso.datetime(),
  kind: accountEventKind,
  /** Null where nothing failed. */
  failure: failureKind.nullable(),
  times: z.int().min(1),
  /** Seconds waited for, all times together. */
  waitedSeconds: z.int(),
  lastAt: z.iso.datetime(),
});
export type AccountEvent = z.infer<typeof accountEvent>;

export const folderTruth = z.object({
  id: z.string(),
  path: z.string(),
  name: z.string(),
  role: folderRole.nullable(),
  /** False for one that holds folders alone. */
  selectable: z.boolean(),
  /** One of Gmail's labels: shows messages that lie elsewhere. */
  label: z.boolean(),
  /** Whether all of it was listed once; until then messages are still being found. */
  listed: z.boolean(),
  /** Messages, as the provider counted them at the last look; null where it was not asked. */
  onServer: z.int().nullable(),
  /** Messages that are stored of it, counted now. */
  stored: z.int(),
  /** Of those on the server, from before the sync start; null until a completeness check has counted them. */
  beforeStart: z.int().nullable(),
  /** Of those on the server, that it gives nothing of; as the last completeness check found. */
  unanswered: z.int(),
  /** Why the provider did not open it at the last look, and since when; null where it did. */
  refusal: z.object({ failure: failureKind, at: z.iso.datetime() }).nullable(),
});
export type FolderTruth = z.infer<typeof folderTruth>;

/** What of a provider's daily allowance was used. Octets, over the last 25 hours, since nobody says when its day begins. */
export const providerBudget = z.object({
  usedOctets: z.int(),
  dailyOctets: z.int(),
  /** Up to here texts of older mail are read; the rest is for new mail and attachments. */
  readingOctets: z.int(),
  /** When older mail is read again; null while it is. */
  enoughFrom: z.iso.datetime().nullable(),
});
export type ProviderBudget = z.infer<typeof providerBudget>;

/** The newest mail that came in after the first synchronisation. */
export const lastArrival = z.object({
  /** When the provider received it. */
  at: z.iso.datetime(),
  /** From then until it was here. */
  lagSeconds: z.int().min(0),
});
export type LastArrival = z.infer<typeof lastArrival>;

export const accountTruth = z.object({
  accountId: z.string(),
  /** When this was told. */
  at: z.iso.datetime(),
  folders: z.array(folderTruth),
  /** Messages that are stored. */
  messages: z.int(),
  /** Of these, whose text is still to be fetched. */
  pendingTexts: z.int(),
  /** Of these, that could not be read, those that stopped their reader included. */
  unreadable: z.int(),
  /** Null where none has come in yet. */
  lastArrival: lastArrival.nullable(),
  /** Null where the provider sets none that is known. */
  budget: providerBudget.nullable(),
  check: completenessCheck,
});
export type AccountTruth = z.infer<typeof accountTruth>;

/** Days that events are kept. */
export const eventDays = 30;
