import { createHash, randomBytes } from 'node:crypto';
import { type IdentityServer, type IdentityServerOptions, startIdentityServer } from '../server.ts';
import { walkSignIn } from '../walk/sign-in.ts';
import type { Person, Tenant } from '../world/directory.ts';
import type { NewRegistration, Registration } from '../world/registrations.ts';

/** The scopes a mail application asks for at `authorize`; `mailScope` is what one token may carry of them. */
export const mailScope =
  'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send openid profile email offline_access';
export const allScopes = `${mailScope} https://graph.microsoft.com/User.Read`;
export const callback = 'http://localhost:3300/oauth/callback';
export const secretId = '5b0f9c1e-6a3d-4c55-9a7e-0d1f2e3a4b5c';

/** A server with one organisation, two people of it, one person elsewhere, and one application for everybody. */
export interface PracticeWorld {
  readonly server: IdentityServer;
  readonly heron: Tenant;
  readonly otter: Tenant;
  readonly ada: Person;
  readonly bruno: Person;
  readonly stranger: Person;
  readonly personal: Person;
  readonly app: Registration;
  /** Milliseconds; change it to let time pass. */
  readonly clock: { now: number };
  register(changes: Partial<NewRegistration>): Registration;
  authorizeUrl(parameters?: Readonly<Record<string, string | undefined>>, tenant?: string): string;
  /** Walks the pages as Ada and answers with the parameters that reach the application. */
  signIn(parameters?: Readonly<Record<string, string | undefined>>, as?: SignInAs): Promise<URLSearchParams>;
  /** POSTs to the token endpoint with the application's credentials; `undefined` leaves a field out. */
  token(form: Readonly<Record<string, string | undefined>>, tenant?: string): Promise<TokenAnswer>;
  /** Signs in and redeems the code. */
  link(as?: SignInAs): Promise<TokenAnswer>;
}

export interface SignInAs {
  readonly person?: Person;
  readonly password?: string;
  readonly consent?: 'accept' | 'cancel';
  readonly cookies?: Map<string, string>;
  readonly tenant?: string;
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** The first of `error_codes`. */
  readonly code: unknown;
  /** A string of the body; empty when it has none. */
  text(name: string): string;
}

export const secret = 'heron~practice~secret~value';

export async function practiceWorld(options: IdentityServerOptions = {}): Promise<PracticeWorld> {
  const clock = { now: Date.now() };
  const server = await startIdentityServer({ now: () => clock.now, ...options });
  const heron = server.addTenant({ name: 'Heron Instruments', domains: ['heron.example'] });
  const otter = server.addTenant({ name: 'Otter Freight', domains: ['otter.example'] });
  const add = (tenant: Tenant | string, name: string, userPrincipalName: string, more = {}) =>
    server.addPerson({ tenant, name, userPrincipalName, password: `${name} has a password`, ...more });
  const ada = add(heron, 'Ada Lindqvist', 'ada@heron.example', { email: 'ada.lindqvist@heron.example' });
  const bruno = add(heron, 'Bruno Costa', 'bruno@heron.example', { administrator: true });
  const stranger = add(otter, 'Chen Wei', 'chen@otter.example');
  const personal = add('consumers', 'Dora Novak', 'dora@outlook.example', { email: 'dora@outlook.example' });

  const register = (changes: Partial<NewRegistration>): Registration =>
    server.addRegistration({
      tenant: heron,
      audience: 'AzureADandPersonalMicrosoftAccount',
      redirectUris: [callback],
      secrets: [{ id: secretId, value: secret }],
      permissions: [
        'openid',
        'profile',
        'email',
        'offline_access',
        'IMAP.AccessAsUser.All',
        'SMTP.Send',
        'User.Read',
      ],
      ...changes,
    });
  const app = register({});
  const verifier = randomBytes(32).toString('base64url');

  const world: PracticeWorld = {
    server,
    heron,
    otter,
    ada,
    bruno,
    stranger,
    personal,
    app,
    clock,
    register,
    authorizeUrl: (parameters = {}, tenant = 'common') =>
      `${server.origin}/${tenant}/oauth2/v2.0/authorize?${present({
        client_id: app.clientId,
        response_type: 'code',
        redirect_uri: callback,
        scope: allScopes,
        state: 'of this browser',
        nonce: 'of this request',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...parameters,
      })}`,
    signIn: async (parameters = {}, { person = ada, password, consent = 'accept', cookies, tenant } = {}) => {
      const landed = await walkSignIn({
        authorizeUrl: world.authorizeUrl(parameters, tenant),
        userName: person.userPrincipalName,
        password: password ?? person.password,
        consent,
        cookies,
      });
      return new URL(landed).searchParams;
    },
    token: async (form, tenant = 'common') => {
      const response = await fetch(`${server.origin}/${tenant}/oauth2/v2.0/token`, {
        method: 'POST',
        body: present({
          client_id: app.clientId,
          client_secret: secret,
          ...(form.grant_type === 'authorization_code'
            ? { redirect_uri: callback, code_verifier: verifier }
            : {}),
          ...form,
        }),
      });
      const body = (await response.json()) as Record<string, unknown>;
      const codes = body.error_codes;
      return {
        status: response.status,
        body,
        code: Array.isArray(codes) ? codes[0] : undefined,
        text: (name) => (typeof body[name] === 'string' ? body[name] : ''),
      };
    },
    link: async (as = {}) => {
      const answer = await world.signIn({}, as);
      const code = answer.get('code') ?? '';
      return world.token({ grant_type: 'authorization_code', code, scope: mailScope }, as.tenant);
    },
  };
  return world;
}

function present(parameters: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const entries = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new URLSearchParams(entries);
}
