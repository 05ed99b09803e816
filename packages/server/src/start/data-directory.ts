import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StartProblem } from './start-problem.ts';

/** Makes the data directory, readable by this user only, and answers its absolute path. Throws a `StartProblem` unless it can be written. */
export async function prepareDataDirectory(setting: string): Promise<string> {
  const directory = resolve(setting);
  try {
    await makeDirectory(directory);
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return directory;
  } catch (thrown) {
    throw new StartProblem(
      `The data directory ${directory} cannot be written by this user; give it to them, or choose another with MAILROOM_DATA_DIR.`,
      { cause: thrown },
    );
  }
}

/** One after the other: where no directory can be made although its parent is there, as in /proc, Node's own recursive `mkdir` never ends. */
async function makeDirectory(directory: string): Promise<void> {
  const existing = await stat(directory).catch(() => null);
  if (existing?.isDirectory()) return;
  if (existing === null) await makeDirectory(dirname(directory));
  await mkdir(directory, { mode: 0o700 });
}
