/** The API key behind an `Authorization: Bearer` (RFC 6750 2.1), by one look at better-auth's own tables, like a session's. */
import { createHash } from 'node:crypto';
import { type KeyScope, keyScope, type Person } from '@mailroom/model';
import { firstOfEach } from '@mailroom/store/database/each';
import type { QueryExecutorProvider } from 'kysely';
import { toPerson } from './people.ts';
import { type PersonColumns, personColumns } from './person-columns.ts';

interface Row extends PersonColumns {
  key_id: string;
  permissions: string | null;
  /** ISO 8601. */
  expires_at: string | null;
  used_at: string | null;
  second_factor: number | null;
}

const byDigest = `select k.id as key_id, k.permissions, k."expiresAt" as expires_at, k."lastRequest" as used_at,
  p."twoFactorEnabled" as second_factor, ${personColumns}
  from auth_keys as k join auth_people as p on p.id = k."referenceId"
  where k.key = ? and k.enabled = 1 and p."deactivatedAt" is null`;

export interface StoredKey {
  id: string;
  person: Person;
  /** Whether its person has a second factor. */
  secondFactor: boolean;
  scopes: ReadonlySet<KeyScope>;
  usedAt: Date | null;
}

/** Under which a key's scopes stand among better-auth's permissions. */
export const resource = 'mailroom';

/** What is stored of a key: 256 random bits need no salt and no slow hash. */
function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** A scope that this Mailroom does not know is none. */
export function scopesIn(permissions: string | null): KeyScope[] {
  const stored: unknown = JSON.parse(permissions ?? '{}');
  const named = typeof stored === 'object' && stored !== null && resource in stored ? stored[resource] : [];
  return Array.isArray(named) ? named.flatMap((name) => keyScope.safeParse(name).data ?? []) : [];
}

/** @returns undefined for a key that never was, has ended, or whose person may not sign in */
export async function storedKey(db: QueryExecutorProvider, key: string): Promise<StoredKey | undefined> {
  const [row] = await firstOfEach<Row>(db, byDigest, [[digest(key)]]);
  if (!row || (row.expires_at !== null && new Date(row.expires_at) <= new Date())) return undefined;
  return {
    id: row.key_id,
    person: toPerson({ ...row }),
    secondFactor: row.second_factor === 1,
    scopes: new Set(scopesIn(row.permissions)),
    usedAt: row.used_at === null ? null : new Date(row.used_at),
  };
}
