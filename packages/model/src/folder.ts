import { z } from 'zod';

/** What a folder is for, whatever its name or language (RFC 6154, and `inbox`). */
export const folderRole = z.enum(['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash', 'all']);
export type FolderRole = z.infer<typeof folderRole>;

export const folder = z.object({
  id: z.string(),
  accountId: z.string(),
  /** The full path with the server's hierarchy delimiter, decoded. */
  path: z.string(),
  /** Last path component, for the screen; the role's localised name is preferred where there is a role. */
  name: z.string(),
  delimiter: z.string().nullable(),
  role: folderRole.nullable(),
  selectable: z.boolean(),
  messages: z.int(),
  unread: z.int(),
  /** What the server said when last asked; null when it has not been asked. */
  serverMessages: z.int().nullable(),
});
export type Folder = z.infer<typeof folder>;

/** What a person may call a folder. Which of these a provider takes, it says itself. */
export const folderName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);
