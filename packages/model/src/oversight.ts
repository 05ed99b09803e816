/** What an administrator sees of everybody's accounts: whose they are, how they are and how much they hold. Never mail. */
import { z } from 'zod';
import { type AccountState, account } from './account.ts';
import type { FailureWire } from './failure.ts';

/**
 * Who has to do something for mail to flow. `time`: it mends itself. In the order in which an administrator looks at them: what only
 * they can mend, what they can ask somebody else for, what may need them if it lasts.
 */
export const accountNeed = z.enum(['administrator', 'owner', 'time', 'nobody']);
export type AccountNeed = z.infer<typeof accountNeed>;

/** Milliseconds after which an account that does not work is told of: shorter ones mend themselves, every day. */
export const unwellAfter = 60 * 60_000;

export const overseenAccount = account
  .pick({
    id: true,
    provider: true,
    address: true,
    access: true,
    providerAppId: true,
    state: true,
    /** Without what may name folders or mail. */
    failure: true,
    pausedBy: true,
    progress: true,
    lastSyncedAt: true,
    nextSyncAt: true,
    messages: true,
    unread: true,
    createdAt: true,
  })
  .extend({
    owner: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    need: accountNeed,
    /** Since when it has not worked; null while it does. */
    unwellSince: z.iso.datetime().nullable(),
    /** It has not worked for an hour. */
    unwell: z.boolean(),
    /** When an administrator last asked the owner to see to it; null once it works again. */
    askedAt: z.iso.datetime().nullable(),
  });
export type OverseenAccount = z.infer<typeof overseenAccount>;

export const oversightOrder = z.enum(['need', 'address', 'owner', 'state', 'since', 'synced']);
export type OversightOrder = z.infer<typeof oversightOrder>;

export const oversightAction = z.enum(['sync', 'pause', 'resume', 'ask-owner']);
export type OversightAction = z.infer<typeof oversightAction>;

/**
 * What came of an action on one account. `not-now`: it was not in a state for it, e.g. already paused, or nothing to ask for;
 * `asked-already`: less than an hour ago; `not-found`: unlinked meanwhile.
 */
export const oversightOutcome = z.enum(['done', 'not-now', 'asked-already', 'not-found']);
export type OversightOutcome = z.infer<typeof oversightOutcome>;

export function accountNeedOf({
  state,
  failure,
}: {
  state: AccountState;
  failure: FailureWire | null;
}): AccountNeed {
  if (state === 'blocked' || failure?.next.do === 'ask-administrator') return 'administrator';
  if (state === 'reconnect' || state === 'choosing') return 'owner';
  return state === 'waiting' ? 'time' : 'nobody';
}

/** Whether an account has not worked for an hour. */
export function isUnwell({ unwellSince }: { unwellSince: string | null }, now: Date): boolean {
  return unwellSince !== null && now.getTime() - Date.parse(unwellSince) >= unwellAfter;
}

/** One word for the whole: `wrong` where nothing can be done through Mailroom, `unwell` where something needs somebody. */
export const vitalState = z.enum(['right', 'unwell', 'wrong']);
export type VitalState = z.infer<typeof vitalState>;

/** What Mailroom itself stands on. */
export const vital = z.enum(['store', 'engine', 'disk']);
export type Vital = z.infer<typeof vital>;

/** The state of the installation, from which probes, metrics, alerts and screens are all told. */
export const vitals = z.object({
  state: vitalState,
  parts: z.record(vital, vitalState),
  accounts: z.object({
    all: z.int(),
    byState: z.partialRecord(account.shape.state, z.int()),
    /** Not working for an hour. */
    unwell: z.int(),
  }),
  failingApps: z.int(),
  /** Octets of the volume that the data directory lies on. */
  disk: z.object({ free: z.int(), size: z.int() }),
});
export type Vitals = z.infer<typeof vitals>;
