/** A *provider app* is the OAuth registration that an administrator makes at the provider and enters once. */
import { z } from 'zod';
import { failureWire } from './failure.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the shape of Microsoft's Secret ID; a secret's value never has it. */
export function looksLikeSecretId(value: string): boolean {
  return guid.test(value.trim());
}

/**
 * Which accounts can sign in: `common` (work, school and personal), `organizations`, `consumers`, or one directory by its ID or
 * verified domain. It must agree with the registration's "Supported account types".
 */
export const tenant = z
  .string()
  .trim()
  .refine(
    (value) =>
      ['common', 'organizations', 'consumers'].includes(value) ||
      guid.test(value) ||
      /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value),
    { error: 'tenant-form' },
  );

export const providerKind = z.enum(['microsoft']);
export type ProviderKind = z.infer<typeof providerKind>;

/** What an administrator enters. `error` values are keys of `fields.*` in the locale files. */
export const providerAppInput = z.object({
  provider: providerKind,
  name: z.string().trim().min(1).max(80),
  cloudId: z.string(),
  tenant,
  clientId: z.string().trim().regex(guid, { error: 'client-id-form' }),
  clientSecret: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .refine((value) => !looksLikeSecretId(value), { error: 'secret-id-instead-of-value' }),
  /** Calendar date, as the portal shows it. */
  secretExpires: z.iso.date().nullable(),
});
export type ProviderAppInput = z.infer<typeof providerAppInput>;

/** For a change; a secret that is left out stays as it is. */
export const providerAppPatch = providerAppInput.omit({ provider: true }).partial();
export type ProviderAppPatch = z.infer<typeof providerAppPatch>;

/** What an administrator reads back. The secret never leaves the server again; its last characters tell which one it is. */
export const providerApp = z.object({
  id: z.string(),
  provider: providerKind,
  name: z.string(),
  cloudId: z.string(),
  tenant: z.string(),
  clientId: z.string(),
  secretHint: z.string(),
  secretExpires: z.iso.date().nullable(),
  redirectUri: z.url(),
  accounts: z.int(),
  /** Set while the provider refuses the app itself, e.g. `client-secret-expired`; people's accounts stay connected. */
  failure: failureWire.nullable(),
  createdAt: z.iso.datetime(),
});
export type ProviderApp = z.infer<typeof providerApp>;
