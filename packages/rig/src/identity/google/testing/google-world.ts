import { walkSignIn } from '../../walk/sign-in.ts';
import {
  type GoogleClient,
  type GoogleIdentityServer,
  type GooglePerson,
  MAIL_SCOPE,
  type NewGoogleClient,
  startGoogleIdentityServer,
} from '../index.ts';

export const callback = 'http://localhost:3300/oauth/callback';
export const scopes = `openid email profile ${MAIL_SCOPE}`;

/** A practice Google with one Workspace organisation, one person in it, one outside, and one client. */
export interface GoogleWorld {
  readonly server: GoogleIdentityServer;
  readonly ada: GooglePerson;
  readonly dora: GooglePerson;
  readonly client: GoogleClient;
  /** Milliseconds; change it to let time pass. */
  readonly clock: { now: number };
  put(changes: Partial<NewGoogleClient>): GoogleClient;
  authorizeUrl(parameters?: Readonly<Record<string, string>>): string;
  /** Walks the pages and answers with the parameters that reach the application. */
  signIn(parameters?: Readonly<Record<string, string>>, as?: SignInAs): Promise<URLSearchParams>;
  /** POSTs to the token endpoint with the client's credentials. */
  token(form: Readonly<Record<string, string>>): Promise<GoogleAnswer>;
  /** Signs in offline, asking for consent, and redeems the code. */
  link(parameters?: Readonly<Record<string, string>>, as?: SignInAs): Promise<GoogleAnswer>;
}

export interface SignInAs {
  readonly person?: GooglePerson;
  readonly consent?: 'accept' | 'cancel';
  readonly untick?: readonly string[];
  readonly cookies?: Map<string, string>;
}

export interface GoogleAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** A string of the body; empty when it has none. */
  text(name: string): string;
}

export async function googleWorld(): Promise<GoogleWorld> {
  const clock = { now: Date.now() };
  const server = await startGoogleIdentityServer({ now: () => clock.now });
  const { domain } = server.putOrganisation('heron.example');
  const ada = server.addPerson({
    name: 'Ada Lindqvist',
    email: 'ada@heron.example',
    password: 'Ada has a password',
    organisation: domain,
    aliases: [
      { email: 'sales@heron.example', name: 'Heron Sales' },
      { email: 'ada@elsewhere.example', verified: false },
    ],
  });
  const dora = server.addPerson({
    name: 'Dora Novak',
    email: 'dora@gmail.example',
    password: 'Dora has a password',
  });
  const put = (changes: Partial<NewGoogleClient>) =>
    server.putClient({ redirectUris: [callback], ...changes });
  const client = put({});

  const world: GoogleWorld = {
    server,
    ada,
    dora,
    client,
    clock,
    put,
    authorizeUrl: (parameters = {}) =>
      `${server.origin}/o/oauth2/v2/auth?${new URLSearchParams({
        client_id: client.clientId,
        response_type: 'code',
        redirect_uri: callback,
        scope: scopes,
        state: 'of this browser',
        access_type: 'offline',
        ...parameters,
      })}`,
    signIn: async (parameters = {}, { person = ada, consent = 'accept', untick, cookies } = {}) => {
      const landed = await walkSignIn({
        authorizeUrl: world.authorizeUrl(parameters),
        userName: person.email,
        password: person.password,
        consent,
        untick,
        cookies,
      });
      return new URL(landed).searchParams;
    },
    token: async (form) => {
      const response = await fetch(`${server.origin}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          client_id: client.clientId,
          client_secret: client.clientSecret,
          ...(form.grant_type === 'authorization_code' ? { redirect_uri: callback } : {}),
          ...form,
        }),
      });
      const body = (await response.json()) as Record<string, unknown>;
      const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
      return { status: response.status, body, text };
    },
    link: async (parameters = {}, as) => {
      const answer = await world.signIn({ prompt: 'consent', ...parameters }, as);
      return world.token({ grant_type: 'authorization_code', code: answer.get('code') ?? '' });
    },
  };
  return world;
}
