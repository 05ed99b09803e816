import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailAuthenticator } from '../mail-authenticator.ts';
import { callback, type PracticeWorld, practiceWorld, secretId } from '../testing/practice-world.ts';
import { walkSignIn } from '../walk/sign-in.ts';

const MAIL = 'https://outlook.office365.com/.default';
let world: PracticeWorld;

beforeEach(async () => {
  world = await practiceWorld();
});
afterEach(() => world.server.close());

const ask = (form: Readonly<Record<string, string | undefined>> = {}, tenant = world.heron.id) =>
  world.token({ grant_type: 'client_credentials', scope: MAIL, ...form }, tenant);

test('an application gets a token of its own, without refresh token and without id_token', async () => {
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.body).toSorted()).toEqual([
    'access_token',
    'expires_in',
    'ext_expires_in',
    'token_type',
  ]);
  expect((await ask({}, 'heron.example')).status).toBe(200);
});

test('its secret is checked as ever: 7000215, and the text knows a Secret ID; 7000218 without', async () => {
  expect((await ask({ client_secret: 'wrong' })).code).toBe(7000215);
  expect((await ask({ client_secret: secretId })).text('error_description')).toContain(
    'not the client secret ID',
  );
  expect((await ask({ client_secret: undefined })).code).toBe(7000218);
  expect((await ask({ client_id: secretId })).code).toBe(700016);
});

test('only at the endpoint of a directory: 9001023', async () => {
  for (const tenant of ['common', 'organizations', 'consumers']) {
    expect((await ask({}, tenant)).code).toBe(9001023);
  }
  expect((await ask({}, 'nobody.example')).code).toBe(90002);
});

test('only for /.default: 1002012; of a resource that exists: 500011', async () => {
  const single = await ask({ scope: 'https://outlook.office365.com/IMAP.AccessAsApp' });
  expect([single.status, single.code, single.text('error')]).toEqual([400, 1002012, 'invalid_scope']);
  expect((await ask({ scope: `${MAIL} openid` })).code).toBe(1002012);
  expect((await ask({ scope: 'https://mail.example/.default' })).code).toBe(500011);
  expect((await ask({ scope: undefined })).code).toBe(900144);
  expect((await ask({ scope: 'https://graph.microsoft.com/.default' })).status).toBe(200);
});

test('what was granted can be read in the token, as in Exchange’s', async () => {
  const roles = async (): Promise<unknown> => {
    const [, claims = ''] = (await ask()).text('access_token').split('.');
    return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  };
  expect(await roles()).toMatchObject({ aud: 'https://outlook.office365.com', roles: [] });
  const app = world.register({ appRoles: ['IMAP.AccessAsApp', 'SMTP.SendAsApp'] });
  world.server.grantApplicationPermissions(world.heron, app);
  expect(await roles()).toMatchObject({ roles: ['IMAP.AccessAsApp', 'SMTP.SendAsApp'] });
});

test('in another directory only once that has consented: 7000229', async () => {
  const answer = await ask({}, world.otter.id);
  expect([answer.code, answer.text('error')]).toEqual([7000229, 'unauthorized_client']);
  world.server.grantAdminConsent(world.otter, world.app);
  expect((await ask({}, world.otter.id)).status).toBe(200);
});

test('opens a mailbox when an administrator has consented and Exchange lets the application in, not before', async () => {
  const authenticate = mailAuthenticator(world.server);
  const app = world.register({ appRoles: ['IMAP.AccessAsApp', 'SMTP.SendAsApp'] });
  const before = (await ask()).text('access_token');
  world.server.permitMailbox(app, 'ada@heron.example');
  expect(authenticate('ada@heron.example', before, 'imap')).toEqual({ ok: false, status: '400' });
  world.server.grantAdminConsent(world.heron, app);
  const token = (await ask()).text('access_token');
  for (const need of ['imap', 'smtp'] as const) {
    expect(authenticate('ada@heron.example', token, need)).toEqual({ ok: true });
    expect(authenticate('bruno@heron.example', token, need)).toEqual({ ok: false, status: '401' });
  }
  const graph = (await ask({ scope: 'https://graph.microsoft.com/.default' })).text('access_token');
  expect(authenticate('ada@heron.example', graph, 'imap')).toEqual({ ok: false, status: '400' });
  expect(world.server.validateAccessToken(token)).toBeUndefined();
  world.clock.now += 5400 * 1000;
  expect(authenticate('ada@heron.example', token, 'imap')).toEqual({ ok: false, status: '401' });
});

test('an administrator who consents to .default grants application permissions too, and the answer names them', async () => {
  const app = world.register({ appRoles: ['IMAP.AccessAsApp'], permissions: ['SMTP.Send'] });
  const authorizeUrl = `${world.server.origin}/${world.heron.id}/v2.0/adminconsent?${new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: callback,
    scope: MAIL,
  })}`;
  const { userPrincipalName: userName, password } = world.bruno;
  const landed = new URL(await walkSignIn({ authorizeUrl, userName, password, consent: 'accept' }));
  expect(landed.searchParams.get('scope')?.split(' ')).toEqual([
    'https://outlook.office.com/SMTP.Send',
    'https://outlook.office.com/IMAP.AccessAsApp',
  ]);
  world.server.permitMailbox(app, 'ada@heron.example');
  const token = (await ask()).text('access_token');
  expect(mailAuthenticator(world.server)('ada@heron.example', token, 'imap')).toEqual({ ok: true });
});
