/** An engine that does nothing, as the program of the engine's thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { answerCommands } from '../engine-thread/answer-commands.ts';
import type { EngineSettings } from '../engine-thread/protocol.ts';
import { openQuietPart, quietCommands } from './quiet-commands.ts';

const { dataDir } = workerData as EngineSettings;

if (parentPort) {
  const openPart = (_messageId: string, part: string | null) => openQuietPart(dataDir, part);
  answerCommands(parentPort, { ...quietCommands, openPart }, () => undefined);
}
