/** A whole provider of real servers: the practice sign-in in front of Debian's Dovecot and Postfix. */
import { type IdentityServer, startIdentityServer } from '../identity/index.ts';
import type { RegisteredProvider } from '../provider/registered-provider.ts';
import { makeCertificates } from '../tls/index.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { type Postfix, startPostfix } from './postfix.ts';

export interface DebianProvider extends RegisteredProvider {
  readonly servers: {
    readonly identity: IdentityServer;
    readonly dovecot: Dovecot;
    readonly postfix: Postfix | null;
  };
}

export interface DebianProviderOptions {
  /** Addresses in `practice.test`. */
  people: RegisteredProvider['people'];
  /** Postfix needs root; without it nothing can be sent. Default true. */
  sending?: boolean;
  /** Lines added to Dovecot's configuration, for a capability withheld or a limit set. */
  dovecotExtra?: string;
}

const domain = 'practice.test';
const scopePrefix = 'https://outlook.practice.example/';
const clientSecret = {
  id: '0b7f3d52-6f4e-4c1c-9a58-3f0f6d6c8e11',
  value: 'practice~Real.Servers-4Xk9',
} as const;

/** Starts all three on free loopback ports; whatever fails, nothing is left running. */
export async function startDebianProvider(options: DebianProviderOptions): Promise<DebianProvider> {
  const certificates = makeCertificates();
  const started: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const stop of started.toReversed()) await stop();
  };
  try {
    const identity = await startIdentityServer({ mailScopePrefix: scopePrefix });
    started.push(() => identity.close());
    const tenant = identity.addTenant({ name: 'Practice', domains: [domain] });
    for (const { name, userName, password } of options.people) {
      identity.addPerson({ tenant, name, userPrincipalName: userName, email: userName, password });
    }
    const redirectUris: string[] = [];
    const register = () =>
      identity.addRegistration({
        tenant,
        name: 'Mailroom',
        audience: 'AzureADandPersonalMicrosoftAccount',
        redirectUris,
        secrets: [clientSecret],
        permissions: [
          'openid',
          'profile',
          'email',
          'offline_access',
          'IMAP.AccessAsUser.All',
          'SMTP.Send',
          'User.Read',
        ],
      });
    const { clientId } = register();
    const asked = new URL(identity.introspection.url);
    asked.username = identity.introspection.user;
    asked.password = identity.introspection.password;
    const dovecot = await startDovecot({
      users: options.people.map(({ userName, password }) => ({ address: userName, password })),
      certificates,
      introspection: {
        url: asked.href,
        imapScope: `${scopePrefix}IMAP.AccessAsUser.All`,
        smtpScope: `${scopePrefix}SMTP.Send`,
      },
      extra: options.dovecotExtra,
    });
    started.push(() => dovecot.stop());
    const postfix =
      options.sending === false ? null : await startPostfix({ dovecot, certificates, domains: [domain] });
    if (postfix) started.push(() => postfix.stop());
    return {
      authority: identity.authority,
      imap: { host: 'localhost', port: dovecot.imapsPort, security: 'tls' },
      smtp: { host: 'localhost', port: postfix?.port ?? 587, security: 'starttls' },
      scopePrefix,
      caPem: certificates.caPem,
      clientId,
      clientSecret,
      tenant: tenant.id,
      people: options.people,
      registerRedirectUri(uri) {
        if (redirectUris.includes(uri)) return;
        redirectUris.push(uri);
        register();
      },
      servers: { identity, dovecot, postfix },
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
