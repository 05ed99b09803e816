import type { IncomingHttpHeaders } from 'node:http';
import { type KeyScope, keyScope, type Person } from '@mailroom/model';
import { bearerOf } from '../auth/keys.ts';
import type { Services } from '../services.ts';

/** Somebody who proved who they are, by a session or by an API key. */
export interface Proven {
  person: Person;
  sessionId: string | null;
  keyId: string | null;
  /** Everything for a session; a key's scopes for a key. */
  may: ReadonlySet<KeyScope>;
  /** Whether the person has a second factor: their sessions then began with it. */
  secondFactor: boolean;
  /** Cookies to send back: a session in use is prolonged once a day. */
  setCookies: readonly string[];
}

const everything: ReadonlySet<KeyScope> = new Set(keyScope.options);

/**
 * Who asks, or null. Whoever tells a key is asked for nothing else: a page elsewhere can make a browser send cookies, but no key.
 * Nothing is remembered, so that what was ended is refused at the next request.
 */
export async function whoAsks(
  { sessions, keys }: Pick<Services, 'sessions' | 'keys'>,
  headers: IncomingHttpHeaders,
): Promise<Proven | null> {
  const told = bearerOf(headers);
  if (told !== null) {
    const key = await keys.of(told);
    if (!key) return null;
    const { id, person, scopes, secondFactor } = key;
    return { person, sessionId: null, keyId: id, may: scopes, secondFactor, setCookies: [] };
  }
  const session = await sessions.ofRequest(headers);
  if (!session) return null;
  const { id, person, secondFactor, setCookies } = session;
  return { person, sessionId: id, keyId: null, may: everything, secondFactor, setCookies };
}
