/** Signing in: the ways, the second factor, and the sessions that come of it. */
import { z } from 'zod';
import { passwordMaxLength } from './person.ts';

/** What a second factor is proven with. A recovery code is good once, when neither of the others is at hand. */
export const secondFactor = z.enum(['passkey', 'totp', 'recovery-code']);
export type SecondFactor = z.infer<typeof secondFactor>;

/** An identity provider that people may sign in at. */
export const signInProvider = z.object({
  id: z.string(),
  kind: z.enum(['microsoft', 'google', 'openid']),
  /** As the administrator named it. */
  name: z.string(),
});
export type SignInProvider = z.infer<typeof signInProvider>;

export const signInWays = z.object({
  password: z.boolean(),
  /** Whether a forgotten password can be replaced by mail: only where Mailroom has mail of its own. */
  recovery: z.boolean(),
  providers: z.array(signInProvider),
});
export type SignInWays = z.infer<typeof signInWays>;

/** Where a person is signed in. */
export const ownSession = z.object({
  id: z.string(),
  /** Whether it is the session that asks. */
  current: z.boolean(),
  /** Proper names such as Firefox and Windows; null where the browser does not say. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  /** Network the sign-in came from, e.g. `203.0.113.0/24`; null where it is not known. */
  network: z.string().nullable(),
  beganAt: z.iso.datetime(),
  /** The day of the last use. */
  usedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type OwnSession = z.infer<typeof ownSession>;

export const passkeyName = z.string().trim().min(1).max(60);

export const passkey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** Kept by a service that copies it to other devices, so that a lost device does not lose it. */
  copied: z.boolean(),
});
export type Passkey = z.infer<typeof passkey>;

/** A sign-in at an identity provider that opens Mailroom for this person. */
export const connectedSignIn = z.object({
  id: z.string(),
  kind: signInProvider.shape.kind,
  /** The provider as the administrator named it; null for one that is configured no longer. */
  name: z.string().nullable(),
  connectedAt: z.iso.datetime(),
});
export type ConnectedSignIn = z.infer<typeof connectedSignIn>;

/** How a person signs in. */
export const security = z.object({
  hasPassword: z.boolean(),
  /** Whether a password lets this person in, as the organisation decided. */
  passwordOpens: z.boolean(),
  totp: z.boolean(),
  passkeys: z.array(passkey),
  /** Recovery codes not used yet; null where there is no second factor. */
  recoveryCodesLeft: z.int().min(0).nullable(),
  connected: z.array(connectedSignIn),
  /** Whether the organisation demands a second factor. */
  demanded: z.boolean(),
});
export type Security = z.infer<typeof security>;

/**
 * Proof that whoever asks is still who signed in, for what would let a borrowed browser stay for good. Left out by people without a
 * password, whose sign-in must be a recent one instead.
 */
export const passwordProof = z.object({ password: z.string().max(passwordMaxLength).optional() });

/** Six digits; spaces between them are how some apps show them. */
export const totpCode = z
  .string()
  .transform((code) => code.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/));

/** What `navigator.credentials` takes and answers, as JSON (Web Authentication Level 3, 5.1.7 to 5.1.9). */
export const webAuthnOptions = z.looseObject({ challenge: z.string() });
export const webAuthnResponse = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
});

/** Shown once; what is stored of them cannot be shown again. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
