/**
 * A *change* is one entry of the ordered change log. It is written in the transaction that makes the change, so what a client has
 * read up to a cursor and what the store holds at that cursor are the same.
 */
import { z } from 'zod';

export const changeNoun = z.enum([
  'account',
  'folder',
  'conversation',
  'message',
  'outgoing',
  /** One that the provider refused: the others show in their messages. */
  'intent',
  'provider-app',
  /** Name, picture, role, groups, or whether they may sign in. */
  'person',
  'group',
  'invitation',
]);
export type ChangeNoun = z.infer<typeof changeNoun>;

export const change = z.object({
  /** Position in the log; strictly increasing, gaps allowed. */
  seq: z.int(),
  noun: changeNoun,
  /** null: many of this noun in this account; read the list again. */
  id: z.string().nullable(),
  /** null only for nouns without an account. */
  accountId: z.string().nullable(),
  op: z.enum(['put', 'remove']),
});
export type Change = z.infer<typeof change>;
