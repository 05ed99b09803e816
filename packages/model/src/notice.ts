/** A *notice* tells every administrator, before it hurts, of something that only they can prevent. */
import { z } from 'zod';

/** Days before a credential's end on which administrators are told by mail and in the log; its screens show it from the first on. */
export const noticeDays = [60, 14, 3] as const;

export const notice = z.object({
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
export type Notice = z.infer<typeof notice>;

const dayLength = 24 * 60 * 60 * 1000;

/** Whole days that a credential still holds: 0 on the day it ends, negative afterwards. It holds until that day is over in UTC. */
export function daysLeft(expires: string, now: Date): number {
  return Math.floor((Date.parse(`${expires}T00:00:00Z`) + dayLength - now.getTime()) / dayLength);
}
