/** An *intent* is what a person asked to happen to mail: stored, applied at once, then pushed to the provider. */
import { z } from 'zod';
import { flag } from './message.ts';

export const intentInput = z.object({
  kind: z.literal('flag'),
  messageIds: z.array(z.string()).min(1).max(1000),
  flag: flag.exclude(['draft']),
  value: z.boolean(),
});
export type IntentInput = z.infer<typeof intentInput>;

/** `pushing` is re-pushed after a restart: setting a flag twice is setting it once. */
export const intentState = z.enum(['pending', 'pushing', 'done', 'given-up']);
export type IntentState = z.infer<typeof intentState>;
