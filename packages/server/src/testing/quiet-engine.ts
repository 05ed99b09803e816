/** An engine that does nothing, as the program of the engine's thread: for tests of the web server alone. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '@mailroom/model';
import { answerCommands } from '../engine-thread/answer-commands.ts';
import type { EngineCommands, EngineSettings, LoginCheck, StoredFile } from '../engine-thread/protocol.ts';

const { dataDir } = workerData as EngineSettings;

/** Parts of every message; part 3 claims to be an image and is not. */
const parts: Record<string, string> = {
  source: 'Subject: the source\r\n\r\nhello\r\n',
  '2': '<script>alert(1)</script>',
  '3': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '4': 'GIF89a and so on',
};

async function check({ host, password }: LoginCheck): Promise<void> {
  if (host === 'refusing.example') {
    throw new Failure({
      origin: 'person',
      kind: 'login-refused',
      code: 'AUTHENTICATIONFAILED',
      detail: { host },
    });
  }
  if (password === 'crash') throw new Error('a fault of ours');
}

const nothing = async () => undefined;

const quiet: EngineCommands = {
  startAccount: nothing,
  removeAccount: nothing,
  syncAccount: async (accountId) => {
    // Ends the thread the way a fault in native code would.
    if (accountId === 'crash') process.exit(7);
  },
  pushIntents: nothing,
  send: nothing,
  changeFolder: async () => null,
  checkImap: check,
  checkImapToken: nothing,
  checkSmtp: check,
  openPart: async (_messageId, part): Promise<StoredFile> => {
    const bytes = parts[part ?? 'source'] ?? '';
    const path = join(dataDir, `part-${part ?? 'source'}`);
    await writeFile(path, bytes);
    return { path, size: Buffer.byteLength(bytes) };
  },
  stop: nothing,
};

if (parentPort) answerCommands(parentPort, quiet, () => undefined);
