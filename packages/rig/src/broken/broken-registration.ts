import type { MailHost, PracticeProvider } from '../provider/index.ts';

/**
 * A registration that an administrator got wrong in one way, as the practice provider shows it. Whoever diagnoses set-ups
 * is tried on these: set one wrong, enter what it says, and see whether the diagnosis names that very fault.
 */
export interface BrokenRegistration {
  /** kebab-case; does not change once it is published. */
  readonly id: string;
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  readonly mendedBy: Mender;
  /** How it shows on the wire, the decisive one first. Nothing else is wrong anywhere. */
  readonly symptoms: readonly [Symptom, ...Symptom[]];
  /**
   * Sets a running practice provider wrong; `setRight` undoes it.
   * @param redirectUri the application's, registered as it should be until now
   * @returns what the administrator has entered in Mailroom, and who tries it
   */
  setWrong(practice: PracticeProvider, redirectUri: string): Promise<Entered>;
}

/**
 * Who mends it: `administrator` in the registration or in Mailroom's settings, `tenant-administrator` of the people's
 * directory and mailboxes, the `person` who signs in, the `operator` of Mailroom's machine and network, or `nobody`: it
 * passes.
 */
export type Mender = 'administrator' | 'tenant-administrator' | 'person' | 'operator' | 'nobody';

/** What stands in Mailroom's settings. */
export interface Entered {
  /** The cloud's login host, `http://localhost:<port>`. */
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** GUID, domain, `common`, `organizations` or `consumers`. */
  readonly tenant: string;
  /** Prefix of the mail scopes; ends with `/`. */
  readonly scopePrefix: string;
  readonly imap: MailHost;
  readonly smtp: MailHost;
  /** The certificate authority of the mail servers. */
  readonly caPem: string;
  /** By which people's mailboxes are opened. */
  readonly authentication: 'oauth2' | 'password';
  readonly rehearsal: Rehearsal;
}

/** Who signs in to try the set-up, and what they press. */
export interface Rehearsal {
  readonly userName: string;
  readonly password: string;
  readonly consent: 'accept' | 'cancel';
}

/** Where in the journey from settings to mail something shows. */
export type Stage = 'discovery' | 'silent' | 'sign-in' | 'token' | 'refresh' | 'imap' | 'smtp';

export type Symptom =
  /** The identity platform says so: on a page for `silent`, in the answer at the redirect URI, or in JSON. */
  | {
      readonly kind: 'aadsts';
      readonly stage: 'discovery' | 'silent' | 'sign-in' | 'token' | 'refresh';
      readonly code: number;
      /** OAuth `error`; a page has none. */
      readonly error?: string;
      /** Words in the description that tell this fault from others of the same code. */
      readonly says?: string;
    }
  /** The token answer has no refresh token. */
  | { readonly kind: 'no-refresh-token'; readonly stage: 'token' }
  /** The access token is for another resource than mail. */
  | { readonly kind: 'audience'; readonly stage: 'token'; readonly scope: string }
  /** The provider's clock and ours differ by more than five minutes. */
  | { readonly kind: 'clock'; readonly stage: 'discovery' }
  /** The tagged reply of an IMAP server, without its tag. */
  | { readonly kind: 'imap-reply'; readonly stage: 'imap'; readonly reply: string }
  | {
      readonly kind: 'smtp-reply';
      readonly stage: 'smtp';
      readonly code: number;
      /** Enhanced status code (RFC 3463). */
      readonly enhanced: string;
      readonly says: string;
    }
  | { readonly kind: 'network'; readonly stage: 'discovery' | 'imap' | 'smtp'; readonly trouble: Trouble };

export type Trouble =
  | 'no-connection'
  /** HTML where JSON belongs. */
  | 'html'
  | 'certificate-name'
  | 'certificate-expired'
  | 'no-starttls';
