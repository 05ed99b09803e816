import type { Writable } from 'node:stream';
import { type PracticeProvider, type RegisteredProvider, startPracticeProvider } from '../provider/index.ts';
import { startPracticeDns } from './practice-dns.ts';
import { writePracticeSettings } from './practice-settings.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** Path of the redirect URI that the server shows to its administrator. */
const callbackPath = '/oauth2/callback';

/** A provider and a Mailroom server that knows it as a cloud. */
export interface Installation<Provider extends RegisteredProvider = PracticeProvider> {
  readonly provider: Provider;
  readonly server: ServerProcess;
  close(): Promise<void>;
}

export interface InstallationOptions {
  readonly dataDirectory: string;
  /** Port of the web server; undefined leaves it to the setting. */
  readonly port?: number;
  /** Where the server's output goes. */
  readonly output: Writable;
  /** Further settings of the server, by environment variable. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts both; whatever fails, nothing is left running. @throws ServerDidNotStart */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  return installFor(await startPracticeProvider(), options);
}

/** Starts a server for a provider that runs already, and closes both together. @throws ServerDidNotStart */
export async function installFor<Provider extends RegisteredProvider>(
  provider: Provider,
  options: InstallationOptions,
): Promise<Installation<Provider>> {
  const settings = await writePracticeSettings(provider, options.dataDirectory);
  const dns = await startPracticeDns();
  const port: Record<string, string> =
    options.port === undefined ? {} : { MAILROOM_PORT: String(options.port) };
  const closeProvider = async () => {
    await settings.remove();
    await dns.close();
    await provider.close();
  };
  try {
    const server = await startServerProcess(
      { ...settings.environment, MAILROOM_DNS_SERVERS: dns.server, ...port, ...options.settings },
      options.output,
    );
    provider.registerRedirectUri(`${server.address}${callbackPath}`);
    return {
      provider,
      server,
      async close() {
        await server.stop();
        await closeProvider();
      },
    };
  } catch (thrown) {
    await closeProvider();
    throw thrown;
  }
}
