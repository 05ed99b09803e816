/** An engine like the quiet one, whose mail is larger than any connection takes at once: for downloads that are under way for long. */
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { answerCommands } from '../engine-thread/answer-commands.ts';
import type { EngineSettings, StoredFile } from '../engine-thread/protocol.ts';
import { quietCommands } from './quiet-commands.ts';

const { dataDir } = workerData as EngineSettings;
/** Octets; the file has holes where it has nothing. */
const size = 512 * 1024 * 1024;

let opened = 0;

/** The source, an attachment or an image: all are this, each time in a file of its own. */
async function openPart(): Promise<StoredFile> {
  opened += 1;
  const path = join(dataDir, `bulky-${opened}`);
  await writeFile(path, 'GIF89a');
  await truncate(path, size);
  return { path, size };
}

if (parentPort) answerCommands(parentPort, { ...quietCommands, openPart }, () => undefined);
