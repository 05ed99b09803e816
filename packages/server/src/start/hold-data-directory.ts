import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartProblem } from './start-problem.ts';

/** SQLite's result code for a lock that another holds ("Result and Error Codes"). */
const busy = 5;

function isHeld(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === busy;
}

/**
 * Takes the data directory for this server alone, until the function it answers is called or the process dies, however it dies.
 *
 * Two servers on one directory would each run every account: refresh tokens would be rotated under each other's feet, and what one is
 * transmitting the other would take for interrupted and show as unknown, inviting a person to send it twice. The lock is SQLite's own
 * on an empty file: no process ID is left behind to go stale.
 *
 * @throws StartProblem when another server has it.
 */
export function holdDataDirectory(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (thrown) {
    lock.close();
    if (!isHeld(thrown)) throw thrown;
    throw new StartProblem(
      `Another Mailroom runs on the data directory ${dataDir}; stop it, or choose another directory with MAILROOM_DATA_DIR.`,
      { cause: thrown },
    );
  }
  return () => lock.close();
}
