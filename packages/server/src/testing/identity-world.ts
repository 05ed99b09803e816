/** A server that people may sign in to at two providers: the practice Microsoft's app, and an operator's own OpenID provider. */
import { openIdCallbackPath } from '@mailroom/model/api/index';
import { startGoogleIdentityServer } from '@mailroom/rig/identity/google/index';
import { walkSignIn } from '@mailroom/rig/identity/index';
import { z } from 'zod';
import type { Browser } from './browser.ts';
import { type PracticeServer, startPracticeServer } from './practice-server.ts';

const client = { clientId: 'mailroom.apps.practice', clientSecret: 'GOCSPX-practice-secret' };
const authorization = z.object({ authorizeUrl: z.url() });

/** Whom a provider's sign-in page lets in. */
export interface Who {
  userName: string;
  password: string;
}

export interface IdentityWorld {
  practice: PracticeServer;
  administrator: Browser;
  /** Id of the Microsoft app as a way to sign in. */
  app: string;
  /** Makes somebody at the operator's own provider, which answers for their address. */
  addPerson(person: { name: string; email: string }): Who;
  /** One of the practice Microsoft's people. */
  person(at?: number): Who;
  /** What a route that begins a sign-in answers: the address of the provider's page. */
  leave(browser: Browser, path: string, body: object): Promise<string>;
  /** Signs in on the provider's page; answers the path that it sends the browser back to, not yet called. */
  walk(authorizeUrl: string, who: Who): Promise<string>;
  /** Calls that path; answers where it leads. */
  arrive(browser: Browser, path: string): Promise<string | null>;
  close(): Promise<void>;
}

export async function startIdentityWorld(): Promise<IdentityWorld> {
  const google = await startGoogleIdentityServer();
  const practice = await startPracticeServer({
    settings: {
      oidcIssuer: google.origin,
      oidcName: 'Company',
      oidcClientId: client.clientId,
      oidcClientSecret: client.clientSecret,
    },
  });
  const { server, provider } = practice;
  google.putClient({ ...client, redirectUris: [`${server.address}${openIdCallbackPath}`] });
  const administrator = await server.signedIn();
  const app = `app-${await practice.enterProviderApp(administrator)}`;
  return {
    practice,
    administrator,
    app,
    addPerson(person) {
      const password = 'a password at the provider';
      google.addPerson({ ...person, password });
      return { userName: person.email, password };
    },
    person(at = 0) {
      const found = provider.people[at];
      if (!found) throw new Error(`The provider has no person ${at}`);
      return found;
    },
    async leave(browser, path, body) {
      const answer = await browser.ask(path, { method: 'POST', body });
      return authorization.parse(answer.json).authorizeUrl;
    },
    async walk(authorizeUrl, who) {
      const back = new URL(await walkSignIn({ authorizeUrl, ...who, consent: 'accept' }));
      return `${back.pathname}${back.search}`;
    },
    arrive: async (browser, path) => (await browser.ask(path)).headers.get('location'),
    async close() {
      await practice.close();
      await google.close();
    },
  };
}
