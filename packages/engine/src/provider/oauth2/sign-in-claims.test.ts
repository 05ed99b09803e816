import { googleCloud, microsoftClouds } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import type { SignInAt } from './sign-in.ts';
import { claimedSignIn } from './sign-in-claims.ts';

const token = { iss: 'https://issuer.example', aud: 'client', exp: 2, iat: 1, sub: 'sub' };
const [cloud] = microsoftClouds;

function microsoft(tenant: string): SignInAt {
  const app = { provider: 'microsoft', tenant, cloud } as unknown as ProviderAppCredentials;
  return { kind: 'app', app };
}
const google: SignInAt = {
  kind: 'app',
  app: { provider: 'google', cloud: googleCloud } as unknown as ProviderAppCredentials,
};
const openid: SignInAt = {
  kind: 'openid',
  provider: { issuer: token.iss, clientId: 'client', clientSecret: 's' },
};

describe('somebody who signed in at Microsoft', () => {
  const claims = {
    ...token,
    tid: 'directory',
    oid: 'object',
    preferred_username: 'Ada@Heron.example',
    email: 'ceo@mailroom.example',
  };

  it('is known by directory and object, whatever they are called', () => {
    expect(claimedSignIn(microsoft('common'), claims)?.subject).toBe('directory.object');
  });

  it('has the address of their principal name, in the organisation’s own directory only', () => {
    expect(claimedSignIn(microsoft('heron.example'), claims)?.address).toBe('ada@heron.example');
    for (const tenant of ['common', 'organizations', 'consumers', 'Common'])
      expect(claimedSignIn(microsoft(tenant), claims)?.address).toBeNull();
  });

  it('is nobody without directory or object', () => {
    expect(claimedSignIn(microsoft('common'), { ...claims, oid: '' })).toBeNull();
    expect(claimedSignIn(microsoft('common'), undefined)).toBeNull();
  });
});

describe('somebody who signed in at Google or elsewhere', () => {
  it('has the address that the provider verified, and no other', () => {
    for (const at of [google, openid]) {
      const claims = { ...token, email: 'Ada@example.com' };
      expect(claimedSignIn(at, { ...claims, email_verified: true })?.address).toBe('ada@example.com');
      expect(claimedSignIn(at, { ...claims, email_verified: 'true' })?.address).toBeNull();
      expect(claimedSignIn(at, claims)?.address).toBeNull();
    }
  });

  it('is known by issuer and subject', () => {
    expect(claimedSignIn(google, token)?.subject).toBe('sub');
    expect(claimedSignIn(openid, token)?.subject).toBe('https://issuer.example#sub');
  });
});
