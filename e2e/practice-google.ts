import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '@mailroom/model';
import {
  type PracticeGoogle,
  type PracticeProvider,
  startPracticeGoogle,
} from '@mailroom/rig/provider/index';
import type { Settings } from './world.ts';

/** A practice Google beside the practice Microsoft, for a server whose administrator lists both among the clouds. */
export interface GoogleBeside {
  readonly google: PracticeGoogle;
  /** What makes a server know both: the clouds, and the authorities of both providers' certificates. */
  settings(practice: PracticeProvider, clouds?: readonly Cloud[]): Promise<Settings>;
  close(): Promise<void>;
}

/** The practice provider as an entry of the setting MAILROOM_CLOUDS. */
export function practiceCloud({ authority, imap, smtp, scopePrefix }: PracticeClouded): Omit<Cloud, 'id'> {
  const provider = 'microsoft';
  return { provider, name: 'Practice', authority, imap, smtp, scopePrefix, withdrawUrl: null };
}
type PracticeClouded = Pick<PracticeProvider, 'authority' | 'imap' | 'smtp' | 'scopePrefix'>;

export async function startGoogleBeside(): Promise<GoogleBeside> {
  const google = await startPracticeGoogle({ mail: 'none' });
  const folder = await mkdtemp(join(tmpdir(), 'mailroom-e2e-google-'));
  return {
    google,
    async settings(practice, clouds = [{ ...practiceCloud(practice), id: 'practice' }]) {
      const authorities = join(folder, 'authorities.pem');
      await writeFile(authorities, practice.caPem + google.caPem);
      return {
        MAILROOM_CLOUDS: JSON.stringify([...clouds, google.cloud]),
        MAILROOM_EXTRA_CA_FILE: authorities,
      };
    },
    async close() {
      await google.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
