/** *Discovery* finds the servers of an address before anybody signs in. What it finds is a proposal; no password is sent. */
import { z } from 'zod';
import { mailHost } from './cloud.ts';

/** In order of preference: who knows better comes first, whoever answers first. */
export const discoveryMethod = z.enum([
  'table',
  'mx',
  'autoconfig',
  'well-known',
  'ispdb',
  'srv',
  'autodiscover',
  'guess',
]);
export type DiscoveryMethod = z.infer<typeof discoveryMethod>;

/** `oauth2-other`: the servers take OAuth tokens only, of an issuer that Mailroom has no provider app for. */
export const signInKind = z.enum(['password', 'oauth2-microsoft', 'oauth2-google', 'oauth2-other']);
export type SignInKind = z.infer<typeof signInKind>;

/**
 * What a person does at the provider before the settings work. `app-password`: make a password for this application, the account's
 * own is refused; `-with-two-step`: where two-step verification is on. `authorization-code`: make one (授权码); changing the account's
 * password ends it. `mail-password`: one set apart for mail programs. `enable-imap`: switch it on. `sign-in-address`: the user name is
 * the account's own address, not the one at the own domain. `bridge`: mail leaves only through the provider's program.
 */
export const adviceKind = z.enum([
  'app-password',
  'app-password-with-two-step',
  'authorization-code',
  'mail-password',
  'enable-imap',
  'sign-in-address',
  'bridge',
]);
export type AdviceKind = z.infer<typeof adviceKind>;

/** `link`: where it is done or explained; null where the provider gives no lasting address. */
export const advice = z.object({ kind: adviceKind, link: z.url().nullable() });
export type Advice = z.infer<typeof advice>;

export const notFoundReason = z.enum([
  'unknown',
  'gateway',
  'pop3-only',
  'no-imap',
  'bridge-only',
  'unreachable',
]);

/** `provider`: its name as people know it, the filter's where one hides the mailbox, or null. Advice in the order of doing. */
export const discovery = z.discriminatedUnion('found', [
  z.object({
    found: z.literal(true),
    provider: z.string().nullable(),
    foundBy: discoveryMethod,
    /** The hosts must be shown to the person before a password is sent there. */
    confirm: z.boolean(),
    auth: signInKind,
    imap: mailHost,
    /** Null where no method knew: the person enters it. */
    smtp: mailHost.nullable(),
    /** User names; null where only the person knows. */
    imapUser: z.string().nullable(),
    smtpUser: z.string().nullable(),
    advice: z.array(advice),
  }),
  z.object({
    found: z.literal(false),
    reason: notFoundReason,
    provider: z.string().nullable(),
    advice: z.array(advice),
  }),
]);
export type Discovery = z.infer<typeof discovery>;
