/** Provider apps: what the administrator registered at Microsoft or Google. */
import type { Generated } from 'kysely';

export interface ProviderAppsTable {
  id: Generated<number>;
  provider: string;
  name: string;
  cloud_id: string;
  access: string;
  /** Empty at Google. */
  tenant: string;
  /** Empty while the registration is still to be made. */
  client_id: string;
  failure: string | null;
  created_at: number;
}

export interface AppCredentialsTable {
  id: Generated<number>;
  provider_app_id: number;
  kind: string;
  /** Sealed: a client secret, or a certificate's private key. Null where the platform keeps it. */
  secret: string | null;
  /** X.509, PEM: public. */
  certificate: string | null;
  hint: string;
  /** Calendar date. */
  expires: string | null;
  failure: string | null;
  created_at: number;
}

export interface ConsentLinksTable {
  /** SHA-256 of the `state` parameter. */
  state_hash: string;
  provider_app_id: number;
  expires_at: number;
}

export interface ConsentsTable {
  id: Generated<number>;
  provider_app_id: number;
  tenant: string | null;
  failure: string | null;
  at: number;
}

export interface AnnouncedNoticesTable {
  credential_id: number;
  /** The threshold, days before the end. */
  days: number;
  /** Person id; empty for the log. */
  recipient: string;
  at: number;
}
