/**
 * A *departure* is somebody's leaving: one stated plan of what becomes of their accounts, of what they were let into and of how they signed
 * in. It is looked at before it is done, stored as its steps, and stays as its own report.
 */
import { z } from 'zod';
import { account } from './account.ts';
import { sharedLevel } from './sharing.ts';

/** Why an administrator takes a mailbox over themselves: as much as breaking the glass asks for. */
export const takeoverReason = z.string().trim().min(10).max(500);

/** What becomes of an account. */
export const accountFate = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hand-over'),
    /** Person id. */
    to: z.string(),
    /** Owed by whoever hands it over to themselves: it is announced. */
    reason: takeoverReason.nullable().default(null),
  }),
  /** Paused, without an owner, seen by whom it is shared with; deleted from Mailroom on that day, or kept until somebody decides. */
  z.object({ kind: z.literal('keep'), until: z.iso.date().nullable() }),
  /** Unlinked and out of everybody's sight at once; deleted from Mailroom on that day, and handed over or kept instead until then. */
  z.object({ kind: z.literal('purge'), on: z.iso.date() }),
]);
export type AccountFate = z.infer<typeof accountFate>;

/** Somebody named, also after they were deactivated. */
const named = z.object({ id: z.string(), name: z.string() });

export const leavingAccount = account.pick({ id: true, provider: true, address: true, state: true }).extend({
  messages: z.int(),
  sharedWith: z.array(named.extend({ kind: z.enum(['person', 'group']), level: sharedLevel })),
  /** Single conversations of it that are shared. */
  conversations: z.int(),
  /** Messages handed over for sending that have not left. */
  waiting: z.int(),
});
export type LeavingAccount = z.infer<typeof leavingAccount>;

/** All that ends or has to be decided when somebody leaves. Counts and names; no mail. */
export const belongings = z.object({
  accounts: z.array(leavingAccount),
  /** Accounts of others that they see by a share of their own. */
  sharedWithThem: z.array(z.object({ address: z.string(), owner: z.string(), level: sharedLevel })),
  /** Single conversations of others. */
  conversations: z.int(),
  groups: z.array(named),
  sessions: z.int(),
  keys: z.int(),
  passkeys: z.int(),
  /** Whether an authenticator app and its recovery codes are set up. */
  authenticator: z.boolean(),
  /** Identity providers they sign in with. */
  connections: z.int(),
  /** That they made and nobody has accepted. */
  invitations: z.int(),
  /** Broken glasses of theirs that are still open. */
  glasses: z.int(),
});
export type Belongings = z.infer<typeof belongings>;

/**
 * `sign-in` everything they sign in with; `access` what others let them into, groups, open glasses; `account` one account each. To-dos and
 * notes take their place here once there are any.
 */
export const departureStepKind = z.enum(['sign-in', 'access', 'account']);
export type DepartureStepKind = z.infer<typeof departureStepKind>;

export const departureStep = z.object({
  position: z.int(),
  kind: departureStepKind,
  accountId: z.string().nullable(),
  /** Of the account, also once it is deleted. */
  address: z.string().nullable(),
  fate: accountFate.nullable(),
  /** Null while it waits. */
  doneAt: z.iso.datetime().nullable(),
  /**
   * Counts of what ended, by the names of `Belongings`. Of an account that could not be handed over, and is kept instead: `instead`, either
   * `heir-gone`, who was deactivated meanwhile, or `heir-has-it`, who has linked the same mailbox; `gone`: it was unlinked meanwhile.
   */
  outcome: z.record(z.string(), z.union([z.int(), z.string()])),
});
export type DepartureStep = z.infer<typeof departureStep>;

export const departure = z.object({
  id: z.string(),
  madeBy: named,
  madeAt: z.iso.datetime(),
  /** Null while a step waits. */
  endedAt: z.iso.datetime().nullable(),
  steps: z.array(departureStep),
  /** Accounts that are theirs still: kept, or not purged yet. */
  left: z.array(leavingAccount.extend({ purgeOn: z.iso.date().nullable() })),
  /** Days for which the audit log names them; after that their name and address are deleted, if no account is left. */
  namedForDays: z.int(),
});
export type Departure = z.infer<typeof departure>;

export const leaver = named.extend({ email: z.string(), state: z.enum(['active', 'deactivated']) });

/** What an administrator looks at before and after. */
export const leaving = z.object({
  person: leaver,
  belongings,
  /** The last one; null while none was made. Somebody who was let back in can leave again. */
  departure: departure.nullable(),
});
export type Leaving = z.infer<typeof leaving>;

/** The whole plan: it names every account of theirs, so that one that was linked meanwhile is looked at, too. */
export const departurePlan = z.object({
  accounts: z.array(z.object({ accountId: z.string(), fate: accountFate })).max(500),
});
export type DeparturePlan = z.infer<typeof departurePlan>;
