/**
 * A *credential* is how Mailroom proves to the provider that it is the registered application. A provider app has one, or two while
 * one takes over from the other: the newer is used first and the older where the provider does not know the newer yet.
 */
import { z } from 'zod';
import { failureWire } from './failure.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the shape of Microsoft's Secret ID; a secret's value never has it. */
export function looksLikeSecretId(value: string): boolean {
  return guid.test(value.trim());
}

/**
 * `secret`: a client secret (RFC 6749 2.3.1). `certificate`: private_key_jwt with PS256 (OpenID Connect Core 9), the key pair made
 * and kept by Mailroom. `federated`: an assertion that the platform Mailroom runs on writes into a file ("Workload identity
 * federation"), named by the setting MAILROOM_FEDERATED_TOKEN_FILE. Google takes secrets only.
 */
export const credentialKind = z.enum(['secret', 'certificate', 'federated']);
export type CredentialKind = z.infer<typeof credentialKind>;

export const credentialInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('secret'),
    value: z
      .string()
      .trim()
      .min(1)
      .max(400)
      .refine((value) => !looksLikeSecretId(value), { error: 'secret-id-instead-of-value' }),
    /** Calendar date, as the portal shows it. */
    expires: z.iso.date().nullable(),
  }),
  z.object({ kind: z.literal('certificate') }),
  z.object({ kind: z.literal('federated') }),
]);
export type CredentialInput = z.infer<typeof credentialInput>;

export const credential = z.object({
  id: z.string(),
  kind: credentialKind,
  /** What tells it from another: a secret's last characters, a certificate's SHA-1 thumbprint as the portal shows it, a file's name. */
  hint: z.string(),
  expires: z.iso.date().nullable(),
  /** What the provider said when it last refused this one; null while it takes it, or has not been asked. */
  failure: failureWire.nullable(),
  createdAt: z.iso.datetime(),
});
export type Credential = z.infer<typeof credential>;
