import type { BlockedError } from '../../identity/google/index.ts';
import type { MailHost, PracticeGoogle } from '../../provider/index.ts';
import type { Mender, Rehearsal } from '../broken-registration.ts';

/** An OAuth client at Google that an administrator got wrong in one way; see BrokenRegistration for Microsoft's. */
export interface BrokenGoogleClient {
  /** kebab-case; does not change once it is published. */
  readonly id: string;
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  readonly mendedBy: Mender;
  /** How it shows on the wire, the decisive one first. Nothing else is wrong anywhere. */
  readonly symptoms: readonly [GoogleSymptom, ...GoogleSymptom[]];
  /** Sets a running practice Google wrong, whose client has its redirect URI; `setGoogleRight` undoes it. */
  setWrong(practice: PracticeGoogle): Promise<GoogleEntered>;
}

/** What stands in Mailroom's settings. */
export interface GoogleEntered {
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly imap: MailHost;
  readonly smtp: MailHost;
  readonly caPem: string;
  readonly rehearsal: Rehearsal & {
    /** Scopes whose boxes are unticked on the consent page. */
    readonly untick: readonly string[];
  };
}

export type GoogleSymptom =
  /** Google shows a page and sends nobody back. `silent`: without anybody signed in, so that a program can ask. */
  | { readonly kind: 'blocked'; readonly stage: 'silent' | 'sign-in'; readonly error: BlockedError }
  /** OAuth `error` at the redirect URI or in JSON. */
  | { readonly kind: 'oauth'; readonly stage: 'sign-in' | 'token' | 'refresh'; readonly error: string }
  /** Granted without this scope. */
  | { readonly kind: 'scope-missing'; readonly stage: 'token'; readonly scope: string }
  /** The refresh token ends after so many seconds, whatever happens. */
  | { readonly kind: 'refresh-token-ends'; readonly stage: 'token'; readonly seconds: number }
  | { readonly kind: 'no-refresh-token'; readonly stage: 'token' }
  /** `error.errors[0].reason` of a Google API. */
  | { readonly kind: 'api'; readonly stage: 'aliases'; readonly status: number; readonly reason: string }
  /** Text of IMAP's tagged NO. */
  | { readonly kind: 'imap-reply'; readonly stage: 'imap'; readonly reply: string }
  | { readonly kind: 'smtp-reply'; readonly stage: 'smtp'; readonly code: number; readonly says: string };
