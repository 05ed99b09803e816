/**
 * A *notice* tells somebody, on every screen, of what only they can prevent or mend: administrators of what concerns everybody's mail,
 * a person of their own accounts.
 */
import { z } from 'zod';
import { account } from './account.ts';
import { failureKind } from './failure.ts';

/** Days before a credential's end on which administrators are told by mail and in the log; its screens show it from the first on. */
export const noticeDays = [60, 14, 3] as const;

export const credentialNotice = z.object({
  kind: z.literal('credential-expires'),
  providerAppId: z.string(),
  /** The provider app's name. */
  name: z.string(),
  credentialId: z.string(),
  expires: z.iso.date(),
  /** Whole days left; 0 on the last day, negative afterwards. */
  days: z.int(),
  /** True where a second credential outlives this one, so that nothing stops when it ends. */
  covered: z.boolean(),
});
export type CredentialNotice = z.infer<typeof credentialNotice>;

/** To administrators: the provider refuses an app itself, and so every mailbox that was linked through it. */
export const appNotice = z.object({
  kind: z.literal('provider-app-fails'),
  providerAppId: z.string(),
  name: z.string(),
  failure: failureKind,
  since: z.iso.datetime(),
});

/** To administrators: accounts that have not worked for an hour, in one notice however many they are. */
export const unwellNotice = z.object({
  kind: z.literal('accounts-unwell'),
  accounts: z.int().min(1),
  /** Of the one that has not worked for longest. */
  since: z.iso.datetime(),
});

/** To administrators: what Mailroom writes to is nearly full. */
export const diskNotice = z.object({
  kind: z.literal('disk-fills'),
  /** Octets. */
  free: z.int(),
  since: z.iso.datetime(),
});

/** To the owner: an account of theirs has not worked for an hour, or an administrator asks them to see to it. */
export const ownAccountNotice = z.object({
  kind: z.literal('own-account-unwell'),
  accountId: z.string(),
  address: z.string(),
  state: account.shape.state,
  since: z.iso.datetime(),
  asked: z.boolean(),
});
export type OwnAccountNotice = z.infer<typeof ownAccountNotice>;

export const notice = z.discriminatedUnion('kind', [
  credentialNotice,
  appNotice,
  unwellNotice,
  diskNotice,
  ownAccountNotice,
]);
export type Notice = z.infer<typeof notice>;

const dayLength = 24 * 60 * 60 * 1000;

/** Whole days that a credential still holds: 0 on the day it ends, negative afterwards. It holds until that day is over in UTC. */
export function daysLeft(expires: string, now: Date): number {
  return Math.floor((Date.parse(`${expires}T00:00:00Z`) + dayLength - now.getTime()) / dayLength);
}
