/**
 * The session behind a cookie, by one look at better-auth's own tables: its way there signs, reads and copies for a millisecond of
 * processor time, in front of every request. It stays the owner of sessions: whatever is to be done about one (to prolong it, to end it, to
 * clear its cookie) is left to it, and nothing is remembered here, so that a session that was deleted is refused at the next request.
 */
import type { Person } from '@mailroom/model';
import { firstOfEach } from '@mailroom/store/database/each';
import type { QueryExecutorProvider } from 'kysely';
import type { Auth } from './auth.ts';
import { toPerson } from './people.ts';
import { type PersonColumns, personColumns } from './person-columns.ts';
import { signedCookie } from './signed-cookie.ts';

interface Row extends PersonColumns {
  session_id: string;
  /** ISO 8601. */
  expires_at: string;
  second_factor: number | null;
}

const byToken = `select s.id as session_id, s."expiresAt" as expires_at, p."twoFactorEnabled" as second_factor,
  ${personColumns}
  from auth_sessions as s join auth_people as p on p.id = s."userId"
  where s.token = ? and p."deactivatedAt" is null`;

export interface StoredSession {
  id: string;
  person: Person;
  /** Whether the person has a second factor: the session then began with it. */
  secondFactor: boolean;
  expiresAt: Date;
}

/** @returns undefined where better-auth is to be asked: no such session, or one that is over or due to be prolonged */
export async function storedSession(
  db: QueryExecutorProvider,
  { authCookies, secret, sessionConfig }: Awaited<Auth['$context']>,
  cookies: string,
): Promise<StoredSession | undefined> {
  const token = signedCookie(cookies, authCookies.sessionToken.name, secret);
  if (token === undefined) return undefined;
  const [row] = await firstOfEach<Row>(db, byToken, [[token]]);
  if (!row) return undefined;
  const expiresAt = new Date(row.expires_at);
  const untouched = (sessionConfig.expiresIn - sessionConfig.updateAge) * 1000;
  // One that lasts longer than this was prolonged within the last `updateAge` seconds.
  if (!(expiresAt.getTime() - Date.now() > untouched)) return undefined;
  return {
    id: row.session_id,
    person: toPerson({ ...row }),
    secondFactor: row.second_factor === 1,
    expiresAt,
  };
}
