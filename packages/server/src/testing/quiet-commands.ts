/** What an engine does that does nothing: for tests of the web server alone. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@mailroom/model';
import type { EngineCommands, LoginCheck, StoredFile } from '../engine-thread/protocol.ts';

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

export const quietCommands: Omit<EngineCommands, 'openPart'> = {
  startAccount: nothing,
  removeAccount: nothing,
  pauseAccount: nothing,
  syncAccount: async (accountId) => {
    // Ends the thread the way a fault in native code would.
    if (accountId === 'crash') process.exit(7);
  },
  checkAccount: nothing,
  pushIntents: nothing,
  send: nothing,
  changeFolder: async () => null,
  checkImap: check,
  checkImapToken: nothing,
  checkSmtp: check,
  ping: nothing,
  stop: nothing,
};

/** A part of any message as a file in that directory, where it was fetched to. */
export async function openQuietPart(dataDir: string, part: string | null): Promise<StoredFile> {
  const bytes = parts[part ?? 'source'] ?? '';
  const path = join(dataDir, `part-${part ?? 'source'}`);
  await writeFile(path, bytes);
  return { path, size: Buffer.byteLength(bytes) };
}
