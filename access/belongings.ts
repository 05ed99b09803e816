/** What each person has for themselves alone: another session, a passkey, a sign-in elsewhere, API keys, a picture. */
import { databaseFile } from '@mailroom/server/start/open-store';
import type { Browser } from '@mailroom/server/testing/browser';
import type { TestServer } from '@mailroom/server/testing/test-server';
import { openDatabase } from '@mailroom/store/database/open';
import { sql } from 'kysely';
import { z } from 'zod';
import { type KeyScope, keyScopes, type PersonName, people } from './statement.ts';

export const password = 'correct horse battery';

export interface Belongings {
  sessionId: string;
  passkeyId: string;
  signInId: string;
  /** A key that nobody uses. */
  keyId: string;
  /** One key for each scope that the person may give: its secret. */
  keys: ReadonlyMap<KeyScope, string>;
  /** Path of their picture. */
  picture: string;
}

const madeKey = z.object({ key: z.object({ id: z.string() }), secret: z.string() });

/** One pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export async function makeKey(
  browser: Browser,
  scopes: readonly KeyScope[],
): Promise<{ id: string; secret: string }> {
  const body = { password, name: scopes.join(), scopes, days: null };
  const answer = await browser.ask('/api/v1/me/keys', { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`No key: ${answer.text}`);
  const { key, secret } = madeKey.parse(answer.json);
  return { id: key.id, secret };
}

/** Signs in once more, in a browser that is then closed; answers that session's id. */
async function anotherSession(server: TestServer, own: Browser, email: string): Promise<string> {
  const browser = server.browser();
  await browser.ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
  const { json } = await own.ask('/api/v1/me/sessions');
  const { sessions } = z
    .object({ sessions: z.array(z.object({ id: z.string(), current: z.boolean() })) })
    .parse(json);
  return sessions.find(({ current }) => !current)?.id ?? '';
}

/** As an authenticator, and an identity provider, would have left them behind. */
async function signedInElsewhere(dataDir: string, name: PersonName, personId: string): Promise<void> {
  const database = openDatabase(databaseFile(dataDir));
  const now = new Date().toISOString();
  try {
    await sql`insert into auth_passkeys (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp", "createdAt")
      values (${`passkey-${name}`}, 'Laptop', 'none', ${personId}, ${`credential-${name}`}, 0, 'singleDevice', 0, ${now})`.execute(
      database,
    );
    await sql`insert into auth_credentials (id, "accountId", "providerId", "userId", "createdAt", "updatedAt")
      values (${`sign-in-${name}`}, ${`subject-${name}`}, 'google', ${personId}, ${now}, ${now})`.execute(
      database,
    );
  } finally {
    await database.destroy();
  }
}

async function pictured(browser: Browser): Promise<string> {
  const answer = await browser.ask('/api/v1/me/picture', { method: 'POST', body: { base64: png } });
  const { id, picture } = z.object({ id: z.string(), picture: z.string() }).parse(answer.json);
  return `/api/v1/people/${id}/pictures/${picture}`;
}

export async function belongingsOf(
  server: TestServer,
  { browsers, personIds }: { browsers: Record<PersonName, Browser>; personIds: Record<PersonName, string> },
): Promise<Record<PersonName, Belongings>> {
  const entries: [PersonName, Belongings][] = [];
  for (const name of people) {
    const browser = browsers[name];
    const keys = new Map<KeyScope, string>();
    for (const scope of keyScopes) {
      if (scope === 'administration' && name !== 'ada') continue;
      if (name === 'ada' || name === 'ben') keys.set(scope, (await makeKey(browser, [scope])).secret);
    }
    await signedInElsewhere(server.dataDir, name, personIds[name]);
    entries.push([
      name,
      {
        sessionId: await anotherSession(server, browser, `${name}@example.com`),
        passkeyId: `passkey-${name}`,
        signInId: `sign-in-${name}`,
        keyId: (await makeKey(browser, ['read'])).id,
        keys,
        picture: await pictured(browser),
      },
    ]);
  }
  return Object.fromEntries(entries) as Record<PersonName, Belongings>;
}
