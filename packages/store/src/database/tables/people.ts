/** People and groups. What is named `auth_` is better-auth's; only the columns that are read here stand here. */
import type { Generated } from 'kysely';

export interface GroupsTable {
  id: Generated<number>;
  name: string;
  /** The name as it is compared: unique. */
  name_key: string;
  created_at: number;
}

export interface GroupMembersTable {
  group_id: number;
  person_id: string;
  added_at: number;
}

export interface InvitationsTable {
  id: Generated<number>;
  /** SHA-256 of the token. */
  token_hash: string;
  /** Lower case; null for whoever holds the link. */
  email: string | null;
  role: string;
  /** JSON list of numbers; groups that were deleted since count no more. */
  group_ids: string;
  /** Person id. */
  invited_by: string;
  created_at: number;
  expires_at: number;
  /** While somebody accepts it. */
  claimed_until: number | null;
}

export interface PicturesTable {
  person_id: string;
  /** SHA-256 of the bytes. */
  digest: string;
  media_type: string;
  bytes: Uint8Array;
  changed_at: number;
}

/** Tables of better-auth, which creates them, with the columns that the store reads or changes. Times are ISO 8601. */
export interface AuthPeopleTable {
  id: string;
  name: string;
  email: string;
  /** Digest of the picture. */
  image: string | null;
  role: string;
  locale: string | null;
  timeZone: string | null;
  theme: string;
  createdAt: string;
  /** Null for who may sign in. */
  deactivatedAt: string | null;
  /** 1 where a second factor is asked for. */
  twoFactorEnabled: number | null;
}

export interface AuthSessionsTable {
  id: string;
  userId: string;
  expiresAt: string;
  updatedAt: string;
}

/** API keys. */
export interface AuthKeysTable {
  id: string;
  /** Person id. */
  referenceId: string;
}

/** A password, or an identity provider that was connected. */
export interface AuthCredentialsTable {
  id: string;
  userId: string;
  /** `credential` for a password. */
  providerId: string;
}

/** Authenticator apps with their recovery codes, and passkeys. */
export interface AuthFactorsTable {
  id: string;
  userId: string;
}

export interface UsedCodesTable {
  person_id: string;
  code: string;
  used_at: number;
}
