/** An *intent* is what a person asked to happen to mail: stored, applied at once, then pushed to the provider. */
import { z } from 'zod';
import { failureWire } from './failure.ts';
import { flag } from './message.ts';

const messageIds = z.array(z.string()).min(1).max(1000);

/** The folder that the messages are to leave; without it, whichever a person would mean. Other copies stay where they are. */
const fromFolderId = z.string().optional();

export const flagIntentInput = z.object({
  kind: z.literal('flag'),
  messageIds,
  flag: flag.exclude(['draft']),
  value: z.boolean(),
});
export type FlagIntentInput = z.infer<typeof flagIntentInput>;

/** Into a folder of the messages' account. */
export const moveIntentInput = z.object({
  kind: z.literal('move'),
  messageIds,
  folderId: z.string(),
  fromFolderId,
});
export type MoveIntentInput = z.infer<typeof moveIntentInput>;

/** Into the account's folder of that role: `inbox` is what "not junk" asks for. */
export const roleIntentInput = z.object({
  kind: z.enum(['archive', 'trash', 'junk', 'inbox']),
  messageIds,
  fromFolderId,
});
export type RoleIntentInput = z.infer<typeof roleIntentInput>;

/** For ever: nothing brings the messages back. */
export const deleteIntentInput = z.object({
  kind: z.literal('delete'),
  messageIds,
  fromFolderId,
});
export type DeleteIntentInput = z.infer<typeof deleteIntentInput>;

export const intentInput = z.discriminatedUnion('kind', [
  flagIntentInput,
  moveIntentInput,
  roleIntentInput,
  deleteIntentInput,
]);
export type IntentInput = z.infer<typeof intentInput>;

/**
 * `pushing` is taken up again after a restart, from the step that its journal names. `marked` is done as far as the server can: it has no
 * UIDPLUS, and keeps the original with `\Deleted`.
 */
export const intentState = z.enum(['pending', 'pushing', 'given-up', 'marked']);
export type IntentState = z.infer<typeof intentState>;

/** What was asked of the provider in vain, or done by half (`left-marked`). The message is shown as the provider has it. */
export const refusedIntent = z.object({
  id: z.string(),
  accountId: z.string(),
  messageId: z.string(),
  conversationId: z.string(),
  subject: z.string(),
  kind: z.enum(['flag', 'move', 'delete']),
  /** Where it was to go; null when it was not to move, or that folder is gone. */
  folderId: z.string().nullable(),
  failure: failureWire,
});
export type RefusedIntent = z.infer<typeof refusedIntent>;
