import { join } from 'node:path';
import { openStore, SchemaTooNew, type Store, type StoreOptions, WrongSecretKey } from '@mailroom/store';
import { StartProblem } from './start-problem.ts';

/** The one database file of a data directory. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'mailroom.sqlite');
}

function sentence(thrown: unknown, file: string): string | null {
  if (thrown instanceof SchemaTooNew) {
    return `The database ${file} was written by a newer Mailroom (schema ${thrown.found}; this one knows ${thrown.known}): start that version again, or restore a backup.`;
  }
  if (thrown instanceof WrongSecretKey) {
    return `The secret key is not the one that the database ${file} was written with: put the right secret.key back, or set MAILROOM_SECRET_KEY to it.`;
  }
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `The database ${file} cannot be written by this user.`;
  }
  return null;
}

/** Opens the store of a data directory. Throws a `StartProblem` for what an operator can mend. */
export async function openStoreOrRefuse(options: Omit<StoreOptions, 'file'>): Promise<Store> {
  const file = databaseFile(options.dataDir);
  try {
    return await openStore({ ...options, file });
  } catch (thrown) {
    const told = sentence(thrown, file);
    throw told ? new StartProblem(told, { cause: thrown }) : thrown;
  }
}
