import { join } from 'node:path';
import { openDatabase } from '@mailroom/store/database/open';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../http/log.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { createAuth } from './auth.ts';
import { Sessions } from './sessions.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

describe('sessions that ran out', () => {
  it('are deleted, and those that have not are kept', async () => {
    const browser = await server.signedIn();
    const db = openDatabase(join(server.dataDir, 'mailroom.sqlite'));
    const auth = await createAuth({
      database: { db, type: 'sqlite' },
      secret: Buffer.alloc(32, 1),
      baseUrl: server.address,
      log: createLog({ level: 'silent' }),
    });
    const count = async () =>
      (await sql<{ count: number }>`select count(*) as count from auth_sessions`.execute(db)).rows[0]?.count;
    const sessions = new Sessions(auth);
    await sessions.forgetExpired(new Date());
    expect(await count()).toBe(1);
    expect((await browser.ask('/api/v1/me')).status).toBe(200);
    const longGone = new Date(Date.now() + 365 * 24 * 60 * 60_000);
    await sessions.forgetExpired(longGone);
    expect(await count()).toBe(0);
    await db.destroy();
  });
});
