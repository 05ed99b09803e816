import type { Person } from '@mailroom/model';
import { openDatabase } from '@mailroom/store/database/open';
import { createAuth } from '../auth/auth.ts';
import { People } from '../auth/people.ts';
import { createLog } from '../http/log.ts';
import { databaseFile } from '../start/open-store.ts';

/** Adds a person to a running server's database; inviting people over HTTP is not built yet. */
export async function addMember(
  dataDir: string,
  input: { name: string; email: string; password: string },
): Promise<Person> {
  const database = openDatabase(databaseFile(dataDir));
  try {
    const auth = await createAuth({
      database: { db: database, type: 'sqlite' },
      secret: Buffer.alloc(32, 1),
      baseUrl: 'http://localhost',
      log: createLog({ level: 'silent' }),
    });
    return await new People(auth).create(input, 'member');
  } finally {
    await database.destroy();
  }
}
