import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeSigningCertificate, type SigningCertificate } from '../testing/certificate.ts';
import { mailScope, type PracticeWorld, practiceWorld, secret } from '../testing/practice-world.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
let world: PracticeWorld;
let own: SigningCertificate;
let other: SigningCertificate;

beforeAll(() => {
  [own, other] = [makeSigningCertificate(), makeSigningCertificate()];
});
beforeEach(async () => {
  world = await practiceWorld();
});
afterEach(() => world.server.close());

const seconds = () => Math.floor(world.clock.now / 1000);

/** An assertion as Microsoft documents it, with changes. */
function assertion(claims: Readonly<Record<string, unknown>> = {}, signer = own, header = {}) {
  const { raw } = new X509Certificate(signer.certificatePem);
  return new SignJWT({
    iss: world.app.clientId,
    sub: world.app.clientId,
    aud: `${world.server.origin}/common/oauth2/v2.0/token`,
    jti: randomUUID(),
    nbf: seconds(),
    exp: seconds() + 300,
    ...claims,
  })
    .setProtectedHeader({
      alg: 'PS256',
      typ: 'JWT',
      'x5t#S256': createHash('sha256').update(raw).digest('base64url'),
      ...header,
    })
    .sign(signer.privateKey);
}

async function redeem(client_assertion: string, more: Readonly<Record<string, string | undefined>> = {}) {
  const code = (await world.signIn()).get('code') ?? '';
  return world.token({
    grant_type: 'authorization_code',
    code,
    scope: mailScope,
    client_secret: undefined,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion,
    ...more,
  });
}

describe('a client assertion signed with the key of a registered certificate', () => {
  beforeEach(() => {
    world.register({ secrets: [], certificates: [own.certificatePem] });
  });

  test('stands for the secret', async () => {
    const answer = await redeem(await assertion());
    expect(answer.status).toBe(200);
    const refreshed = await world.token({
      grant_type: 'refresh_token',
      refresh_token: answer.text('refresh_token'),
      scope: mailScope,
      client_secret: undefined,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await assertion(),
    });
    expect(refreshed.status).toBe(200);
  });

  test('is good once: its jti is remembered', async () => {
    const sent = await assertion();
    expect((await redeem(sent)).status).toBe(200);
    const again = await redeem(sent);
    expect([again.status, again.code, again.text('error')]).toEqual([401, 50027, 'invalid_client']);
    expect(again.text('error_description')).toContain('used before');
    expect((await redeem(await assertion({ jti: undefined }))).code).toBe(50027);
  });

  test('by another certificate, or by another key under the thumbprint of the registered one: 700027', async () => {
    expect((await redeem(await assertion({}, other))).code).toBe(700027);
    const { raw } = new X509Certificate(own.certificatePem);
    const thumbprint = createHash('sha256').update(raw).digest('base64url');
    const forged = await assertion({}, other, { 'x5t#S256': thumbprint });
    const answer = await redeem(forged);
    expect([answer.status, answer.code, answer.text('error')]).toEqual([401, 700027, 'invalid_client']);
  });

  test('without thumbprint: 700027; for another endpoint: 700023; of somebody else: 700021', async () => {
    expect((await redeem(await assertion({}, own, { 'x5t#S256': undefined }))).code).toBe(700027);
    expect((await redeem(await assertion({ aud: 'https://elsewhere.example/token' }))).code).toBe(700023);
    expect((await redeem(await assertion({ iss: world.heron.id }))).code).toBe(700021);
    expect((await redeem(await assertion({ sub: world.heron.id }))).code).toBe(700021);
  });

  test('outside its time: 700024, also when the clocks are far apart', async () => {
    expect((await redeem(await assertion({ nbf: seconds() - 1200, exp: seconds() - 600 }))).code).toBe(
      700024,
    );
    const sent = await assertion();
    world.server.setClockSkew(-20 * 60 * 1000);
    expect((await redeem(sent)).code).toBe(700024);
  });

  test('that is no JWT: 50027; of no known type: as if nothing was sent, 7000218', async () => {
    expect((await redeem('not.a.token')).code).toBe(50027);
    expect((await redeem(await assertion(), { client_assertion_type: 'password' })).code).toBe(7000218);
  });

  test('of an expired certificate: 1000502', async () => {
    const expired = makeSigningCertificate(new Date(world.clock.now - 1000));
    world.register({ secrets: [], certificates: [expired.certificatePem] });
    expect((await redeem(await assertion({}, expired))).code).toBe(1000502);
  });
});

describe('several proofs at once', () => {
  test('two secrets and a certificate all prove the application, each until its own end', async () => {
    const soon = new Date(world.clock.now + 60_000);
    world.register({
      secrets: [{ value: secret, expires: soon }, { value: 'the next secret' }],
      certificates: [own.certificatePem],
    });
    const token = (await world.link()).text('refresh_token');
    const refresh = (proof: Readonly<Record<string, string | undefined>>) =>
      world.token({ grant_type: 'refresh_token', refresh_token: token, scope: mailScope, ...proof });
    expect((await refresh({ client_secret: 'the next secret' })).status).toBe(200);
    world.clock.now += 60_000;
    expect((await refresh({})).code).toBe(7000222);
    expect((await refresh({ client_secret: 'the next secret' })).status).toBe(200);
    const byCertificate = {
      client_secret: undefined,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await assertion(),
    };
    expect((await refresh(byCertificate)).status).toBe(200);
  });

  test('a public client may send none: 700025', async () => {
    world.register({ publicClient: true });
    const code = (await world.signIn()).get('code') ?? '';
    const answer = await world.token({ grant_type: 'authorization_code', code, scope: mailScope });
    expect([answer.status, answer.code, answer.text('error')]).toEqual([401, 700025, 'invalid_client']);
    const without = { grant_type: 'authorization_code', code, scope: mailScope, client_secret: undefined };
    expect((await world.token(without)).status).toBe(200);
  });
});

describe('a federated credential', () => {
  let issuer: Awaited<ReturnType<typeof startIssuer>>;

  beforeEach(async () => {
    issuer = await startIssuer();
    const credential = { issuer: issuer.origin, subject: 'system:serviceaccount:mail:mailroom' };
    world.register({ secrets: [], federatedCredentials: [credential] });
  });
  afterEach(() => issuer.close());

  const external = (claims: Readonly<Record<string, unknown>> = {}, key = issuer.key) =>
    new SignJWT({
      iss: issuer.origin,
      sub: 'system:serviceaccount:mail:mailroom',
      aud: 'api://AzureADTokenExchange',
      exp: seconds() + 300,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'practice' })
      .sign(key);

  test('lets a token of its issuer stand for the secret, as often as it is valid', async () => {
    const token = await external();
    expect((await redeem(token)).status).toBe(200);
    expect((await redeem(token)).status).toBe(200);
  });

  test.each([
    ['issuer', { iss: 'https://elsewhere.example' }, 700211],
    ['subject', { sub: 'system:serviceaccount:mail:Mailroom' }, 700213],
    ['audience', { aud: 'api://mailroom' }, 700212],
    ['time', { exp: 1 }, 700024],
  ])('another %s', async (_, claims, code) => {
    expect((await redeem(await external(claims))).code).toBe(code);
  });

  test('not signed by the issuer, or of an issuer that does not answer: 50013', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    expect((await redeem(await external({}, privateKey))).code).toBe(50013);
    await issuer.close();
    expect((await redeem(await external())).code).toBe(50013);
  });
});

/** An OpenID provider as far as its keys go. */
async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'practice', alg: 'RS256' };
  const http = createServer((request, response) => {
    const body = request.url === '/keys' ? { keys: [jwk] } : { issuer: origin, jwks_uri: `${origin}/keys` };
    response.setHeader('connection', 'close');
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const key: CryptoKey = privateKey;
  return { origin, key, close: () => new Promise<void>((resolve) => http.close(() => resolve())) };
}
