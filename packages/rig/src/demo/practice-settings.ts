import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegisteredProvider } from '../provider/index.ts';

/** The server's settings that make the practice provider a cloud beside Microsoft's, and the file they point at. */
export interface PracticeSettings {
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Writes the settings an administrator of a private cloud would give: nothing the product knows of practice. */
export async function writePracticeSettings(
  provider: RegisteredProvider,
  dataDirectory: string,
): Promise<PracticeSettings> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-practice-'));
  const caFile = join(directory, 'ca.pem');
  await writeFile(caFile, provider.caPem);
  const cloud = {
    provider: 'microsoft',
    id: 'practice',
    name: 'Practice provider on this machine',
    authority: provider.authority,
    imap: provider.imap,
    smtp: provider.smtp,
    scopePrefix: provider.scopePrefix,
    withdrawUrl: `${provider.authority}/permitted-apps`,
  };
  return {
    environment: {
      MAILROOM_DATA_DIR: dataDirectory,
      MAILROOM_CLOUDS: JSON.stringify([cloud]),
      MAILROOM_EXTRA_CA_FILE: caFile,
      // The guide should not drown in log lines; who wants them can ask for them.
      MAILROOM_LOG_LEVEL: process.env.MAILROOM_LOG_LEVEL ?? 'warn',
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
