/** API keys: what a program proves itself with in a person's name. A key can do what its person may, and of that only what its scopes say. */
import { z } from 'zod';

/**
 * What a key may be used for. `read`: everything its person may read. `organise`: mark, file, delete, label. `send`: mail out of the
 * accounts its person may send from. `accounts`: link, pause and unlink accounts. `administration`: what only administrators may.
 */
export const keyScope = z.enum(['read', 'organise', 'send', 'accounts', 'administration']);
export type KeyScope = z.infer<typeof keyScope>;

export const keyLifetimes = [7, 30, 90, 365] as const;

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** How the key begins, so that it is recognised where it is used. */
  start: z.string(),
  scopes: z.array(keyScope),
  createdAt: z.iso.datetime(),
  /** null where it never ends. */
  expiresAt: z.iso.datetime().nullable(),
  /** To the minute; null before its first use. */
  usedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;

/** Characters of a key's name. */
export const keyNameMaxLength = 60;

export const apiKeyInput = z.object({
  name: z.string().trim().min(1).max(keyNameMaxLength),
  scopes: z.array(keyScope).min(1).max(keyScope.options.length),
  /** Days until it ends; null makes one that does not. */
  days: z.int().min(1).max(365).nullable(),
});
export type ApiKeyInput = z.infer<typeof apiKeyInput>;
