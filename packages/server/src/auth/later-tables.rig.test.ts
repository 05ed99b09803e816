import { join } from 'node:path';
import { openDatabase } from '@mailroom/store/database/open';
import { getMigrations } from 'better-auth/db/migration';
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../http/log.ts';
import { startTestServer } from '../testing/test-server.ts';
import { authOptions } from './auth.ts';
import { laterParts } from './later-parts.ts';

it('the tables of what is loaded later are as its own parts would make them', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  const database = openDatabase(join(server.dataDir, 'mailroom.sqlite'));
  onTestFinished(() => database.destroy());
  const options = authOptions({
    database: { db: database, type: 'sqlite' },
    secret: Buffer.alloc(32, 1),
    baseUrl: server.address,
    log: createLog({ level: 'silent' }),
  });
  const { toBeCreated, toBeAdded } = await getMigrations(laterParts(options).options);
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
});
