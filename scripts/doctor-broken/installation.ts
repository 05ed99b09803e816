/** A Mailroom of its own beside a practice provider, with an administrator who is signed in. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '@mailroom/model';
import { createLog, defaultSettings, startServer } from '@mailroom/server';
import { Browser } from './browser.ts';

export interface Installation {
  browser: Browser;
  redirectUri: string;
  /** Where the platform keeps its token for this installation. */
  federatedTokenFile: string;
  close(): Promise<void>;
}

export async function startInstallation(cloud: Cloud, caPem: string): Promise<Installation> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mailroom-doctor-'));
  const extraCaFile = join(dataDir, 'ca.pem');
  await writeFile(extraCaFile, caPem);
  const federatedTokenFile = join(dataDir, 'federated-token');
  const settings = defaultSettings({
    port: 0,
    dataDir,
    clouds: [cloud],
    extraCaFile,
    federatedTokenFile,
    allowPrivateHosts: true,
  });
  const log = createLog({ level: 'silent' });
  const server = await startServer(settings, { log, webDirectory: null });
  const browser = new Browser(server.address);
  const token = new URL(server.setupLink ?? server.address).searchParams.get('token');
  await browser.ask('POST', '/api/v1/setup/administrator', {
    token,
    name: 'Administrator',
    email: 'administrator@example.com',
    password: 'a password for practice',
  });
  return {
    browser,
    redirectUri: `${server.address}/oauth2/callback`,
    federatedTokenFile,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
