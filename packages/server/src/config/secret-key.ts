/**
 * The secret key: 32 bytes from `MAILROOM_SECRET_KEY`, or from a file beside the database that only its owner can read. It is
 * never kept in the database: a copy of the database alone must tell no token and no password.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { purposeKey, SecretKeyInvalid } from '@mailroom/store';
import { StartProblem } from '../start/start-problem.ts';

const keyBytes = 32;
const fileName = 'secret.key';

/** The key's text, once it is known to be one. */
function checkedKey(value: string, from: string): string {
  const text = value.trim();
  try {
    purposeKey(text, 'mailroom/server/form');
    return text;
  } catch (thrown) {
    if (!(thrown instanceof SecretKeyInvalid)) throw thrown;
    throw new StartProblem(
      `${from} must hold 32 bytes in base64 or hexadecimal; make one with: openssl rand -base64 32`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function readKeyFile(path: string): Promise<string> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    throw new StartProblem(
      `The secret key ${path} can be read by others than its owner; run: chmod 600 ${path}`,
    );
  }
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new StartProblem(`The secret key ${path} cannot be read by this user.`, { cause: thrown });
  });
  return checkedKey(text, path);
}

/** Written with `wx`: of two servers that start together one creates the key and the other reads it. */
async function createKeyFile(path: string): Promise<string> {
  const key = randomBytes(keyBytes).toString('base64');
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${key}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return key;
}

export interface SecretKeySource {
  dataDir: string;
  databaseFile: string;
  /** Value of `MAILROOM_SECRET_KEY`, or null. */
  setting: string | null;
}

/**
 * Answers the key, and creates the file at the first start. A database without its key is refused: starting with a new one
 * would leave every stored token unreadable and look like a provider's fault.
 */
export async function loadSecretKey({ dataDir, databaseFile, setting }: SecretKeySource): Promise<string> {
  if (setting !== null) return checkedKey(setting, 'MAILROOM_SECRET_KEY');
  const path = join(dataDir, fileName);
  if (await exists(path)) return readKeyFile(path);
  if (await exists(databaseFile)) {
    throw new StartProblem(
      `The database ${databaseFile} exists but its secret key does not: put ${path} back or set MAILROOM_SECRET_KEY. A new key could not read what is stored.`,
    );
  }
  return createKeyFile(path);
}
