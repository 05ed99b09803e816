import type { Session, Sessions } from './sessions.ts';

/** The session that an answer's cookies begin; null where it begins none. */
export async function begunSession(
  sessions: Pick<Sessions, 'ofRequest'>,
  answer: Response,
): Promise<Session | null> {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
  return cookies.length === 0 ? null : sessions.ofRequest({ cookie: cookies.join('; ') });
}
