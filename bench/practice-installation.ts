/** A server of its own for a measurement, whose accounts are at a practice IMAP server on this machine. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startServerProcess } from '@mailroom/rig/demo/server-process';
import { type Browser, openBrowser } from '@mailroom/rig/demo/walk/browser';
import { createAdministrator } from '@mailroom/rig/demo/walk/create-administrator';
import { addAccounts } from './add-accounts.ts';
import { secretKey } from './bench-store.ts';

/** Where the accounts' mail is, under TLS. */
export interface PracticeMail {
  port: number;
  caPem: string;
}

export interface PracticeInstallation {
  /** Signed in as the administrator. */
  readonly browser: Browser;
  /** Starts the server at the address it had before; it must be stopped. */
  start(): Promise<ServerProcess>;
  stop(): Promise<void>;
  /** Gives the administrator accounts of these addresses; the server must be stopped. */
  addAccounts(addresses: readonly string[], password: string): Promise<void>;
  /** Stops the server and removes what it stored. */
  close(): Promise<void>;
}

/** Installs a server that has an administrator, and nothing else; it is stopped again. */
export async function installPractice({ port, caPem }: PracticeMail): Promise<PracticeInstallation> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-bench-'));
  let server: ServerProcess | undefined;
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  const close = async (): Promise<void> => {
    await stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const caFile = join(directory, 'ca.pem');
    await writeFile(caFile, caPem);
    const settings = {
      MAILROOM_DATA_DIR: directory,
      MAILROOM_PORT: '0',
      MAILROOM_SECRET_KEY: secretKey,
      MAILROOM_EXTRA_CA_FILE: caFile,
      MAILROOM_ALLOW_PRIVATE_HOSTS: 'true',
      MAILROOM_LOG_LEVEL: 'warn',
    };
    server = await startServerProcess(settings, process.stderr);
    const browser = openBrowser(server.address);
    await createAdministrator(browser, server.setupLink);
    const { id: owner } = await browser.read<{ id: string }>('/api/v1/me');
    const again = { ...settings, MAILROOM_PORT: new URL(server.address).port };
    await stop();
    return {
      browser,
      async start() {
        server = await startServerProcess(again, process.stderr);
        return server;
      },
      stop,
      addAccounts: (addresses, password) => addAccounts({ directory, owner, port, addresses, password }),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
