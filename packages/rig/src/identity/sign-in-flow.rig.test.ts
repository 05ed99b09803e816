import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
} from 'openid-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  allScopes,
  callback,
  mailScope,
  type PracticeWorld,
  practiceWorld,
  secret,
} from './testing/practice-world.ts';
import { walkSignIn } from './walk/sign-in.ts';

let world: PracticeWorld;

beforeEach(async () => {
  world = await practiceWorld();
});
afterEach(() => world.server.close());

async function client(tenant: string): Promise<Configuration> {
  const document = new URL(`${world.server.authority}/${tenant}/v2.0/.well-known/openid-configuration`);
  return discovery(document, world.app.clientId, secret, undefined, { execute: [allowInsecureRequests] });
}

/** The journey of a certified client, PKCE, state and nonce checked by it. */
async function journey(configuration: Configuration) {
  const verifier = randomPKCECodeVerifier();
  const [state, nonce] = [randomState(), randomNonce()];
  const authorizeUrl = buildAuthorizationUrl(configuration, {
    redirect_uri: callback,
    scope: allScopes,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const landed = await walkSignIn({
    authorizeUrl: authorizeUrl.href,
    userName: world.ada.userPrincipalName,
    password: world.ada.password,
    consent: 'accept',
  });
  return authorizationCodeGrant(
    configuration,
    new URL(landed),
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
    { scope: mailScope },
  );
}

test('a certified client signs a person in at the endpoint of their directory', async () => {
  const tokens = await journey(await client(world.heron.id));
  expect(tokens.claims()).toMatchObject({
    iss: `${world.server.origin}/${world.heron.id}/v2.0`,
    tid: world.heron.id,
    oid: world.ada.id,
    preferred_username: 'ada@heron.example',
    name: 'Ada Lindqvist',
    email: 'ada.lindqvist@heron.example',
  });
  expect(tokens.token_type).toBe('bearer');
  expect(tokens.expires_in).toBeGreaterThanOrEqual(3600);
  expect(tokens.expires_in).toBeLessThanOrEqual(5400);
  expect(tokens.scope).toBe(
    'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send',
  );
  expect(tokens.access_token.split('.')).toHaveLength(1);
});

test('below /common the issuer is a placeholder for the tid of the id_token', async () => {
  const discovered = await client('common');
  const { supportsPKCE: _, ...metadata } = discovered.serverMetadata();
  const { issuer } = metadata;
  expect(issuer).toBe(`${world.server.origin}/{tenantid}/v2.0`);
  const own = issuer.replace('{tenantid}', world.heron.id);
  const configuration = new Configuration({ ...metadata, issuer: own }, world.app.clientId, secret);
  allowInsecureRequests(configuration);
  expect((await journey(configuration)).claims()?.iss).toBe(own);
});

test('the issuer of a domain and of consumers is that of their tenant; organizations has the placeholder', async () => {
  const issuerOf = async (tenant: string) => (await client(tenant)).serverMetadata().issuer;
  expect(await issuerOf('heron.example')).toBe(`${world.server.origin}/${world.heron.id}/v2.0`);
  expect(await issuerOf('consumers')).toBe(
    `${world.server.origin}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
  );
  expect(await issuerOf('organizations')).toBe(`${world.server.origin}/{tenantid}/v2.0`);
});

test('a certified client that authenticates with HTTP Basic refreshes and gets a rotated token', async () => {
  const first = await journey(await client(world.heron.id));
  const document = new URL(
    `${world.server.authority}/${world.heron.id}/v2.0/.well-known/openid-configuration`,
  );
  const basic = await discovery(document, world.app.clientId, {}, ClientSecretBasic(secret), {
    execute: [allowInsecureRequests],
  });
  const second = await refreshTokenGrant(basic, first.refresh_token ?? '', { scope: mailScope });
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(second.access_token).not.toBe(first.access_token);
  expect(second.claims()?.oid).toBe(world.ada.id);
});

test('without the scopes profile and email the id_token says neither who nor where', async () => {
  const scope = 'openid https://outlook.office.com/IMAP.AccessAsUser.All';
  const code = (await world.signIn({ scope })).get('code') ?? '';
  const answer = await world.token({ grant_type: 'authorization_code', code, scope });
  const claims: unknown = JSON.parse(
    Buffer.from(answer.text('id_token').split('.')[1] ?? '', 'base64url').toString(),
  );
  expect(claims).toMatchObject({ tid: world.heron.id, nonce: 'of this request' });
  expect(claims).not.toHaveProperty('oid');
  expect(claims).not.toHaveProperty('preferred_username');
  expect(claims).not.toHaveProperty('email');
  expect(answer.body).not.toHaveProperty('refresh_token');
});

test('the same seed gives the same world and the same tokens', async () => {
  const again = await practiceWorld({ now: () => world.clock.now });
  try {
    expect(again.ada.id).toBe(world.ada.id);
    expect(again.app.clientId).toBe(world.app.clientId);
    const [one, other] = [await world.link(), await again.link()];
    expect(other.text('access_token')).toBe(one.text('access_token'));
  } finally {
    await again.server.close();
  }
});
