import { z } from 'zod';
import { localeTag, theme } from './locale.ts';

export const personRole = z.enum(['administrator', 'member']);
export type PersonRole = z.infer<typeof personRole>;

export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: personRole,
  /** null follows the browser. */
  locale: localeTag.nullable(),
  theme,
});
export type Person = z.infer<typeof person>;

export const passwordMinLength = 10;
export const passwordMaxLength = 128;

export const administratorInput = z.object({
  token: z.string().min(1),
  name: z.string().trim().min(1).max(120),
  email: z.email(),
  password: z.string().min(passwordMinLength).max(passwordMaxLength),
});
export type AdministratorInput = z.infer<typeof administratorInput>;
