/** The practice sign-in that schedules link Microsoft mailboxes through: one server for all of them, one person for each. */
import type { ProviderAppCredentials } from '@mailroom/engine/ports/index';
import { type IssuedTokens, microsoftIdentity } from '@mailroom/engine/provider/oauth2/index';
import type { Cloud, MailHost } from '@mailroom/model';
import {
  type IdentityServer,
  type Person,
  startIdentityServer,
  walkSignIn,
} from '@mailroom/rig/identity/index';

const scopePrefix = 'https://outlook.practice.example/';
const redirectUri = 'http://localhost:3300/oauth2/callback';
const clientSecret = 'practice~Schedule.Secret-7Q';
const password = 'practice';
const domain = 'practice.test';

export interface SignIn {
  readonly identity: IdentityServer;
  readonly app: { readonly tenant: string; readonly clientId: string; readonly clientSecret: string };
  /** The cloud in which a mail server stands. */
  cloud(imap: MailHost): Cloud;
  /** Somebody new, whose address is the login name. */
  addPerson(name: string): Person;
  /** Walks through the pages of signing in, as in a browser. */
  signIn(person: Person, cloud: Cloud, now: () => Date): Promise<IssuedTokens>;
  close(): Promise<void>;
}

export async function startSignIn(): Promise<SignIn> {
  const identity = await startIdentityServer({
    mailScopePrefix: scopePrefix,
    accessTokenLifetime: 24 * 3_600,
  });
  const tenant = identity.addTenant({ name: 'Practice', domains: [domain] });
  const { clientId } = identity.addRegistration({
    tenant,
    name: 'Mailroom',
    audience: 'AzureADandPersonalMicrosoftAccount',
    redirectUris: [redirectUri],
    secrets: [{ value: clientSecret }],
    permissions: ['openid', 'profile', 'email', 'offline_access', 'IMAP.AccessAsUser.All', 'SMTP.Send'],
  });
  const app = { tenant: tenant.id, clientId, clientSecret };
  return {
    identity,
    app,
    cloud: (imap) => ({
      provider: 'microsoft',
      id: 'practice',
      name: 'Practice',
      authority: identity.authority,
      imap,
      smtp: { host: 'localhost', port: 1, security: 'starttls' },
      scopePrefix,
      withdrawUrl: null,
    }),
    addPerson: (name) => {
      const address = `${name}@${domain}`;
      return identity.addPerson({ tenant, name, userPrincipalName: address, email: address, password });
    },
    async signIn(person, cloud, now) {
      const clock = {
        now,
        monotonic: () => performance.now(),
        sleep: () => Promise.reject(new Error('No sleep')),
      };
      const signingIn = microsoftIdentity({ clock, judged: async () => undefined });
      const credentials: ProviderAppCredentials = {
        id: 'app',
        provider: 'microsoft',
        access: 'people',
        clientId,
        credentials: [{ id: 'first', kind: 'secret', value: clientSecret }],
        tenant: tenant.id,
        cloud,
      };
      const { url, ...pending } = await signingIn.authorizeUrl(credentials, { redirectUri });
      const landed = await walkSignIn({
        authorizeUrl: url,
        userName: person.userPrincipalName,
        password,
        consent: 'accept',
      });
      const parameters = new URL(landed).searchParams;
      return (await signingIn.redeem(credentials, { ...pending, redirectUri, parameters })).tokens;
    },
    close: () => identity.close(),
  };
}
