/**
 * A *provider app* is the OAuth registration that an administrator makes at the provider. It may be entered step by step: it is
 * *ready* once it has its client ID and a credential, and until then nobody is offered it.
 */
import { z } from 'zod';
import { credential, credentialInput } from './credential.ts';
import { failureWire } from './failure.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

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

export const providerKind = z.enum(['microsoft', 'google']);
export type ProviderKind = z.infer<typeof providerKind>;

/**
 * Who grants access. `people`: each person signs in to their own mailbox (delegated, RFC 6749 4.1). `organisation`: the directory's
 * administrator grants it once for named mailboxes, and nobody signs in (client credentials, RFC 6749 4.4; Microsoft only).
 */
export const appAccess = z.enum(['people', 'organisation']);
export type AppAccess = z.infer<typeof appAccess>;

const name = z.string().trim().min(1).max(80);

/** What an administrator enters. `error` values are keys of `fields.*` in the locale files. */
export const microsoftAppInput = z.object({
  provider: z.literal('microsoft'),
  name,
  access: appAccess,
  cloudId: z.string(),
  tenant,
  /** Null while the registration is still to be made. */
  clientId: z.string().trim().regex(guid, { error: 'client-id-form' }).nullable(),
});

export const googleAppInput = z.object({
  provider: z.literal('google'),
  name,
  cloudId: z.string(),
  clientId: z
    .string()
    .trim()
    .regex(/^\d+-[a-z0-9]+\.apps\.googleusercontent\.com$/, { error: 'google-client-id-form' })
    .nullable(),
});

export const providerAppInput = z
  .discriminatedUnion('provider', [microsoftAppInput, googleAppInput])
  .and(z.object({ credential: credentialInput.nullable() }));
export type ProviderAppInput = z.infer<typeof providerAppInput>;

/** For a change. A provider app stays with its provider and its access; what is left out stays as it is. */
export const providerAppPatch = z.object({
  name: name.optional(),
  cloudId: z.string().optional(),
  tenant: tenant.optional(),
  clientId: z.string().trim().min(1).max(200).optional(),
});
export type ProviderAppPatch = z.infer<typeof providerAppPatch>;

/** The answer of a directory's administrator to the admin-consent link. */
export const consent = z.object({
  /** Directory ID as the provider named it; null where it named none. */
  tenant: z.string().nullable(),
  at: z.iso.datetime(),
  /** Null when it was granted. */
  failure: failureWire.nullable(),
});
export type Consent = z.infer<typeof consent>;

/** What an administrator reads back. No secret ever leaves the server again. */
export const providerApp = z.object({
  id: z.string(),
  provider: providerKind,
  name: z.string(),
  access: appAccess,
  cloudId: z.string(),
  /** Null at Google, which has no tenants. */
  tenant: z.string().nullable(),
  clientId: z.string().nullable(),
  /** Newest first: the first is tried first, the other when the provider refuses it. At most two. */
  credentials: z.array(credential).max(2),
  ready: z.boolean(),
  redirectUri: z.url(),
  accounts: z.int(),
  /** Directories whose administrator answered the admin-consent link, newest first. */
  consents: z.array(consent),
  /** Set while the provider refuses the app itself, e.g. `client-secret-expired`; people's accounts stay connected. */
  failure: failureWire.nullable(),
  createdAt: z.iso.datetime(),
});
export type ProviderApp = z.infer<typeof providerApp>;
