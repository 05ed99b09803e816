/** The *people* of an installation, and their profiles. */
import { z } from 'zod';
import { localeTag, theme } from './locale.ts';

export const personRole = z.enum(['administrator', 'member']);
export type PersonRole = z.infer<typeof personRole>;

export const personName = z.string().trim().min(1).max(120);

/** What everybody signed in may know of everybody else: enough to recognise them, and to share something with them. */
export const colleague = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** Names the picture's bytes, and with them its address (`picturePath`); null without one. */
  picture: z.string().nullable(),
});
export type Colleague = z.infer<typeof colleague>;

/** Whether this machine knows a time zone of that name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A name of the IANA time zone database, e.g. `Europe/Rome`. */
export const timeZone = z.string().max(64).refine(isTimeZone, { error: 'time-zone-unknown' });

export const person = colleague.extend({
  role: personRole,
  /** null follows the browser. */
  locale: localeTag.nullable(),
  /** null follows the browser. */
  timeZone: z.string().nullable(),
  theme,
});
export type Person = z.infer<typeof person>;

export const profilePatch = z.object({
  name: personName.optional(),
  locale: localeTag.nullable().optional(),
  timeZone: timeZone.nullable().optional(),
  theme: theme.optional(),
});
export type ProfilePatch = z.infer<typeof profilePatch>;

/** Somebody who was deactivated cannot sign in; what is theirs stays until somebody takes it over. */
export const personState = z.enum(['active', 'deactivated']);
export type PersonState = z.infer<typeof personState>;

/** A person as administrators see them. */
export const listedPerson = colleague.extend({
  role: personRole,
  state: personState,
  groupIds: z.array(z.string()),
  /** Linked mailboxes that are theirs. */
  accounts: z.int().min(0),
  createdAt: z.iso.datetime(),
  /** When a session of theirs that is still open was last prolonged, to the day; null without one. */
  lastSeenAt: z.iso.datetime().nullable(),
  deactivatedAt: z.iso.datetime().nullable(),
  /** Whether something is asked for beside the password. */
  secondFactor: z.boolean(),
});
export type ListedPerson = z.infer<typeof listedPerson>;

/** Pixels of either side of a picture at most: 100 times what a screen shows would stop a colleague's browser. */
export const pictureMaxSide = 1024;
/** Octets. */
export const pictureMaxSize = 256 * 1024;

export const passwordMinLength = 10;
export const passwordMaxLength = 128;
export const newPassword = z.string().min(passwordMinLength).max(passwordMaxLength);

export const administratorInput = z.object({
  token: z.string().min(1),
  name: personName,
  email: z.email(),
  password: newPassword,
});
export type AdministratorInput = z.infer<typeof administratorInput>;
