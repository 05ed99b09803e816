/** A mail server as an administrator enters it. */
export interface MailHost {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls';
}

/** Somebody who can sign in, as an administrator would list them for a newcomer. */
export interface RegisteredPerson {
  readonly name: string;
  /** Sign-in name and address in one. */
  readonly userName: string;
  readonly password: string;
}

/**
 * What an administrator and a newcomer need to know of a provider that runs here, whichever servers are behind it: the practice
 * ones in this process, or Debian's.
 */
export interface RegisteredProvider {
  /** `http://localhost:<port>`. */
  readonly authority: string;
  readonly imap: MailHost;
  readonly smtp: MailHost;
  /** Ends with `/`; mail permissions follow it. */
  readonly scopePrefix: string;
  /** The certificate authority of the mail servers. */
  readonly caPem: string;
  readonly clientId: string;
  /** `id` is the Secret ID that people paste by mistake, `value` what an application needs. */
  readonly clientSecret: { readonly id: string; readonly value: string };
  /** The directory's ID. */
  readonly tenant: string;
  /** The first is the main persona. */
  readonly people: readonly [RegisteredPerson, ...RegisteredPerson[]];
  /** Adds a redirect URI to the registration, as an administrator does in the provider's portal. */
  registerRedirectUri(uri: string): void;
  /** Stops everything. @throws when a client broke the protocol, after everything has stopped. */
  close(): Promise<void>;
}
