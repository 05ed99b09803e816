import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StartProblem } from './start-problem.ts';

/** Makes the data directory, readable by this user only, and answers its absolute path. Throws a `StartProblem` unless it can be written. */
export async function prepareDataDirectory(setting: string): Promise<string> {
  const directory = resolve(setting);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return directory;
  } catch (thrown) {
    throw new StartProblem(
      `The data directory ${directory} cannot be written by this user; give it to them, or choose another with MAILROOM_DATA_DIR.`,
      { cause: thrown },
    );
  }
}
