/**
 * The *failure catalogue*: every refusal a mail application meets at a provider, each with what names it, who mends it, and
 * where that is done. It is the one place where a provider's code gets a meaning: the engine branches on `meaning`, the doctor and
 * the screens show `catalogue:<id>.what` and `catalogue:<id>.mend` from the locale files.
 */
import type { FailureKind, FailureOrigin, NextStep } from '../failure.ts';

/**
 * Who mends it. `administrator`: of Mailroom's own registration. `tenant-administrator`: of the directory the person belongs to,
 * who may be somebody else. `provider`: it passes by itself. `mailroom`: nobody but our makers.
 */
export type Mender = 'administrator' | 'tenant-administrator' | 'person' | 'provider' | 'mailroom';

/** What a provider's answer is recognised by. A number or code stands in one entry only. */
export interface Recognition {
  /** Numbers of the Microsoft identity platform: `AADSTS<number>`. */
  aadsts?: readonly number[];
  /** Microsoft's OAuth `error` (RFC 6749 4.1.2.1 and 5.2), for answers without a number of their own. */
  oauth?: readonly string[];
  /** Google's OAuth `error`, or words of its description. */
  google?: readonly (string | RegExp)[];
  /** Words of an IMAP server's NO, BAD or BYE. */
  imap?: readonly RegExp[];
  /** Words of an SMTP reply; checked before its enhanced code. */
  smtp?: readonly RegExp[];
  /** Enhanced status codes (RFC 3463) of an SMTP reply. */
  enhanced?: readonly string[];
  /** Failures that Mailroom classifies itself and that have no code of a provider's. */
  kinds?: readonly FailureKind[];
}

/** What the engine makes of it: the axes of a `Failure`. */
export interface Meaning {
  origin: FailureOrigin;
  kind: FailureKind;
  next: NextStep['do'];
}

/** Names that a sentence of the catalogue may hold between braces. */
export type CatalogueVariable =
  | 'clientId'
  | 'tenant'
  | 'redirectUri'
  | 'address'
  | 'host'
  | 'port'
  | 'mailbox'
  | 'delegate'
  | 'file'
  | 'days'
  | 'missing'
  | 'seconds';

export interface CatalogueEntry {
  id: string;
  recognises: Recognition;
  who: Mender;
  meaning: Meaning;
  /** Where it is mended; see `whereLink`. Null where there is no page for it. */
  where: Place | null;
  /** What both sentences together interpolate. */
  variables: readonly CatalogueVariable[];
  /** Where the meaning is from. */
  evidence: string;
}

/** Pages of the providers' portals, and of Microsoft's and Google's own settings. */
export type Place =
  | 'registrations'
  | 'registration-overview'
  | 'registration-authentication'
  | 'registration-credentials'
  | 'registration-permissions'
  | 'enterprise-applications'
  | 'conditional-access'
  | 'directory-properties'
  | 'admin-consent'
  | 'active-users'
  | 'exchange-mail-flow'
  | 'exchange-mailboxes'
  | 'exchange-restricted-senders'
  | 'outlook-forwarding'
  | 'google-credentials'
  | 'google-client'
  | 'google-audience'
  | 'google-gmail-api'
  | 'google-api-controls'
  | 'google-pop-and-imap'
  | 'google-app-passwords'
  | 'google-connections';
