/**
 * *Discovery* finds the IMAP and SMTP server of an address before anybody signs in: address in, settings out. What it finds
 * is a proposal; no method sends a password, and who enters one sees the hosts first where `confirm` says so.
 */
import {
  type Advice,
  type DiscoveryMethod,
  discoveryMethod,
  type MailHost,
  type SignInKind,
} from '@mailroom/model';
import type { KnownProvider } from './known-provider.ts';

/** In order of preference: who knows better comes first, whoever answers first. */
export const methodNames = discoveryMethod.options;

/** One server and how to sign in there. `user` null: only the person knows. */
export interface ServerOffer {
  server: MailHost;
  user: string | null;
  auth: SignInKind;
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
  auth: SignInKind;
}

export type TrialOutcome = 'offer' | 'nothing' | 'failed' | 'late' | 'unneeded';

/** What became of one method, for a log or the doctor. `code` is DNS's, TLS's or HTTP's, or a failure's kind. */
export interface Trial {
  method: DiscoveryMethod;
  outcome: TrialOutcome;
  code: string | null;
}

export interface Found {
  found: true;
  settings: MailSettings;
  /** The provider as people know it, or null. */
  provider: string | null;
  foundBy: DiscoveryMethod;
  /** Differs where the preferred source published only the IMAP half; null without `settings.smtp`. */
  smtpFoundBy: DiscoveryMethod | null;
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
