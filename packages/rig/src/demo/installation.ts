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
  /** The one that runs now. */
  readonly server: ServerProcess;
  /** Stops the server and starts it again at the same address, as an update does. @throws ServerDidNotStart */
  restart(): Promise<void>;
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
    const environment = {
      ...settings.environment,
      MAILROOM_DNS_SERVERS: dns.server,
      ...port,
      ...options.settings,
    };
    let server = await startServerProcess(environment, options.output);
    provider.registerRedirectUri(`${server.address}${callbackPath}`);
    return {
      provider,
      get server() {
        return server;
      },
      async restart() {
        const { port: same } = new URL(server.address);
        await server.stop();
        server = await startServerProcess({ ...environment, MAILROOM_PORT: same }, options.output);
      },
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
