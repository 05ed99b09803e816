/** A *group* is a name for several people, for sharing with all of them at once: who joins it gains what it has, who leaves loses it. */
import { z } from 'zod';

export const groupName = z.string().trim().min(1).max(80);

export const group = z.object({
  id: z.string(),
  name: z.string(),
  /** Person ids. */
  members: z.array(z.string()),
});
export type Group = z.infer<typeof group>;

const personIds = z.array(z.string().max(100)).max(500).default([]);

export const groupInput = z.object({ name: groupName, members: personIds });
export type GroupInput = z.infer<typeof groupInput>;

/** What is to become different: two administrators who change members at the same time do not undo each other's work. */
export const groupPatch = z.object({ name: groupName.optional(), add: personIds, remove: personIds });
export type GroupPatch = z.infer<typeof groupPatch>;
