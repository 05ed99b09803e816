/**
 * The state of an account as it may be handed to a stranger who helps: numbers, times, states and hosts. What could say anything of
 * mail or of people is not in it: no address, no name of a folder, no words of a provider.
 */
import { z } from 'zod';
import { account, accountProvider, accountState, syncProgress } from './account.ts';
import { accountEvent, folderTruth, providerBudget } from './account-truth.ts';
import { mailHost } from './cloud.ts';
import { completenessCheck } from './completeness.ts';
import { failureWire } from './failure.ts';

const counted = z.record(z.string(), z.int());

export const diagnosticFolder = folderTruth.omit({ path: true, name: true }).extend({
  uidValidity: z.int().nullable(),
  uidNext: z.int().nullable(),
  /** Decimal text. */
  highestModseq: z.string().nullable(),
  listedFrom: z.int().nullable(),
  /** The counts that lists show. */
  shownMessages: z.int(),
  shownUnread: z.int(),
});

export const accountDiagnostics = z.object({
  format: z.literal('mailroom-account-diagnostics-1'),
  /** Of Mailroom. */
  release: z.string(),
  at: z.iso.datetime(),
  account: z.object({
    id: z.string(),
    provider: accountProvider,
    access: account.shape.access,
    state: accountState,
    /** Without the provider's words and what they are about. */
    failure: failureWire.pick({ origin: true, kind: true, next: true, code: true }).nullable(),
    progress: syncProgress.nullable(),
    /** Null where the provider app's cloud says. */
    imap: mailHost.nullable(),
    smtp: mailHost.nullable(),
    syncSince: z.iso.datetime().nullable(),
    firstSyncDone: z.boolean(),
    lastSyncedAt: z.iso.datetime().nullable(),
    nextSyncAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  }),
  folders: z.array(diagnosticFolder),
  counts: z.object({
    messages: z.int(),
    /** Kept a day in case they turn up in another folder. */
    hiddenMessages: z.int(),
    conversations: z.int(),
    pendingTexts: z.int(),
    unreadable: z.int(),
    /** Of these, that stopped their reader. */
    quarantined: z.int(),
    /** By kind and state. */
    intents: counted,
    /** By state. */
    outgoing: counted,
  }),
  budget: providerBudget.nullable(),
  check: completenessCheck,
  events: z.array(accountEvent),
});
export type AccountDiagnostics = z.infer<typeof accountDiagnostics>;
