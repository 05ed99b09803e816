/** What is one for all: settings, the change log, the organisation's logo. */
import type { Generated } from 'kysely';

export interface SettingsTable {
  name: string;
  value: string;
}

export interface OrganisationLogoTable {
  /** SHA-256 of the bytes. One row or none. */
  digest: string;
  media_type: string;
  bytes: Uint8Array;
}

export interface ChangesTable {
  seq: Generated<number>;
  noun: string;
  entity_id: string | null;
  account_id: number | null;
  /** The account's owner: reads the end of an account that is no longer theirs to name. */
  owner: string | null;
  op: string;
  at: number;
}
