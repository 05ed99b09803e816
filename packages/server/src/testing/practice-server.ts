/** A real server beside a practice provider, set up by an administrator through settings and requests that a real one also has. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '@mailroom/model';
import { walkSignIn } from '@mailroom/rig/identity/index';
import {
  type PracticeProvider,
  type PracticeProviderOptions,
  startPracticeProvider,
} from '@mailroom/rig/provider/index';
import { z } from 'zod';
import type { Settings } from '../config/settings.ts';
import type { StartOptions } from '../start/start-server.ts';
import type { Answer, Browser } from './browser.ts';
import { startTestServer, type TestServer } from './test-server.ts';

export interface PracticeServer {
  server: TestServer;
  provider: PracticeProvider;
  /** Enters the provider app; answers its id. */
  enterProviderApp(administrator: Browser, changes?: object): Promise<string>;
  /** Asks for a link and signs in at the provider; answers the path of the callback, not yet called. */
  signIn(browser: Browser, options?: SignInOptions): Promise<string>;
  /** The same, and follows the callback. */
  link(browser: Browser, options?: SignInOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface SignInOptions {
  /** Which of the provider's people; the first by default. */
  person?: number;
  consent?: 'accept' | 'cancel';
  /** The account to reconnect. */
  accountId?: string;
  /** A mailbox that the person opens as its delegate. */
  sharedAddress?: string;
}

const authorizeAnswer = z.object({ authorizeUrl: z.url() });

export async function startPracticeServer(
  options: PracticeProviderOptions &
    Pick<StartOptions, 'engineProgram'> & {
      allowPrivateHosts?: boolean;
      /** Further settings of the server. */
      settings?: Partial<Settings>;
    } = {},
): Promise<PracticeServer> {
  const provider = await startPracticeProvider({ mail: 'none', ...options });
  const { authority, imap, smtp, scopePrefix } = provider;
  const cloud: Cloud = {
    provider: 'microsoft',
    id: 'practice',
    name: 'Practice',
    authority,
    imap,
    smtp,
    scopePrefix,
    withdrawUrl: null,
  };
  const certificates = await mkdtemp(join(tmpdir(), 'mailroom-ca-'));
  const extraCaFile = join(certificates, 'ca.pem');
  await writeFile(extraCaFile, provider.caPem);
  const server = await startTestServer(
    {
      clouds: [cloud],
      extraCaFile,
      allowPrivateHosts: options.allowPrivateHosts ?? true,
      pollMinutes: 1,
      ...options.settings,
    },
    { engineProgram: options.engineProgram },
  );
  provider.registerRedirectUri(`${server.address}/oauth2/callback`);

  async function signIn(browser: Browser, { person = 0, consent = 'accept', ...body }: SignInOptions = {}) {
    const answer = await browser.ask('/api/v1/accounts/link/oauth', {
      method: 'POST',
      body,
    });
    const { authorizeUrl } = authorizeAnswer.parse(answer.json);
    const who = provider.people[person];
    if (!who) throw new Error(`The provider has no person ${person}`);
    const { userName, password } = who;
    const returned = new URL(await walkSignIn({ authorizeUrl, userName, password, consent }));
    return `${returned.pathname}${returned.search}`;
  }

  return {
    server,
    provider,
    async enterProviderApp(administrator, changes = {}) {
      const body = {
        provider: 'microsoft',
        name: 'Practice',
        access: 'people',
        cloudId: 'practice',
        tenant: provider.tenant,
        clientId: provider.clientId,
        credential: { kind: 'secret', value: provider.clientSecret.value, expires: null },
        ...changes,
      };
      const created = await administrator.ask('/api/v1/provider-apps', { method: 'POST', body });
      if (created.status !== 200) throw new Error(`The provider app was refused: ${created.text}`);
      return z.object({ id: z.string() }).parse(created.json).id;
    },
    signIn,
    link: async (browser, signInOptions) => browser.ask(await signIn(browser, signInOptions)),
    async close() {
      await server.close();
      await rm(certificates, { recursive: true });
      await provider.close();
    },
  };
}
