/**
 * *Discovery* finds the IMAP and SMTP server of an address before anybody signs in: address in, settings out. What it finds
 * is a proposal; no method sends a password, and who enters one sees the hosts first where `confirm` says so.
 */
import type { MailHost } from '@mailroom/model';
import type { KnownProvider } from './known-provider.ts';

/** In order of preference: who knows better comes first, whoever answers first. */
export const methodNames = [
  'table',
  'mx',
  'autoconfig',
  'well-known',
  'ispdb',
  'srv',
  'autodiscover',
  'guess',
] as const;
export type MethodName = (typeof methodNames)[number];

/** `oauth2-other`: the servers take OAuth tokens only, of an issuer that Mailroom has no provider app for. */
export type SignIn = 'password' | 'oauth2-microsoft' | 'oauth2-google' | 'oauth2-other';

export type AdviceKind =
  /** Make a password for this application; the account's own is refused. */
  | 'app-password'
  /** The same, where two-step verification is on. */
  | 'app-password-with-two-step'
  /** Make an authorization code (授权码); the account's own password is refused, and changing it ends the code. */
  | 'authorization-code'
  /** A password for mail programs that is set apart from the account's own. */
  | 'mail-password'
  /** Switch on IMAP, or access by other programs, in the provider's settings. */
  | 'enable-imap'
  /** The user name is the address of the account itself, not the address at the own domain. */
  | 'sign-in-address'
  /** Mail leaves only through the provider's bridge on one's own computer. */
  | 'bridge';

/** One thing a person does at the provider before the settings work. */
export interface Advice {
  kind: AdviceKind;
  /** Where it is done or explained; null where the provider gives no lasting address. */
  link: string | null;
}

/** One server and how to sign in there. `user` null: only the person knows. */
export interface ServerOffer {
  server: MailHost;
  user: string | null;
  auth: SignIn;
}

/** What one method found. Half an answer is one too: it is completed from the next method that has the other half. */
export interface Offer {
  /** What the source calls the service, or null. */
  name: string | null;
  imap: ServerOffer | null;
  smtp: ServerOffer | null;
  /** The entry of the built-in table it comes from; its hosts need no second look. */
  known: KnownProvider | null;
  /** Concluded from a trace rather than published for mail programs. */
  inferred: boolean;
}

/** Why a method has no offer although it learnt something. */
export type Remark =
  /** The domain's mail passes a filter whose name says nothing of the mailbox behind it. */
  | { kind: 'gateway'; name: string }
  /** Servers are published, but none speaks IMAP. */
  | { kind: 'pop3-only' }
  /** This provider has no servers for mail programs, or only by its bridge. */
  | { kind: 'closed'; provider: KnownProvider };

export type Finding = { offer: Offer } | { remark: Remark } | null;

export interface MailSettings {
  imap: MailHost;
  /** Null where no method knew: the person enters it. */
  smtp: MailHost | null;
  /** Null where only the person knows it. */
  imapUser: string | null;
  smtpUser: string | null;
  auth: SignIn;
}

export type TrialOutcome = 'offer' | 'nothing' | 'failed' | 'late' | 'unneeded';

/** What became of one method, for a log or the doctor. `code` is DNS's, TLS's or HTTP's, or a failure's kind. */
export interface Trial {
  method: MethodName;
  outcome: TrialOutcome;
  code: string | null;
}

export interface Found {
  found: true;
  settings: MailSettings;
  /** The provider as people know it, or null. */
  provider: string | null;
  foundBy: MethodName;
  /** Differs where the preferred source published only the IMAP half; null without `settings.smtp`. */
  smtpFoundBy: MethodName | null;
  /** The hosts must be shown to the person before a password or token is sent there. */
  confirm: boolean;
  /** In the order in which a person does them. */
  advice: readonly Advice[];
  trials: readonly Trial[];
}

export interface NotFound {
  found: false;
  /**
   * `unknown`: every method answered, none knew. `gateway`: a mail filter hides the mailbox, so ask who hosts it.
   * `unreachable`: some methods got no answer, so nothing is known of the domain; worth another try.
   */
  reason: 'unknown' | 'gateway' | 'pop3-only' | 'no-imap' | 'bridge-only' | 'unreachable';
  /** The filter's or provider's name where one is known. */
  provider: string | null;
  advice: readonly Advice[];
  trials: readonly Trial[];
}

export type Discovery = Found | NotFound;
