import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  callback,
  mailScope,
  type PracticeWorld,
  practiceWorld,
  secretId,
} from '../testing/practice-world.ts';

const GRAPH_ONLY = 'openid User.Read';
let world: PracticeWorld;

beforeEach(async () => {
  world = await practiceWorld();
});
afterEach(() => world.server.close());

/** The AADSTS number on the page that answers this address, which must not lead anywhere else. */
async function pageCode(url: string): Promise<string | undefined> {
  const response = await fetch(url, { redirect: 'manual' });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('text/html');
  return /AADSTS(\d+)/.exec(await response.text())?.[1];
}

/** Where this address redirects at once, as parameters; it must be the application's redirect URI. */
async function redirected(url: string, cookies?: Map<string, string>): Promise<URLSearchParams> {
  const cookie = [...(cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
  const location = response.headers.get('location') ?? '';
  expect(location.startsWith(callback)).toBe(true);
  return new URL(location).searchParams;
}

describe('until application and redirect URI are proven, a refusal is a page', () => {
  test('unknown tenant: 90002', async () => {
    expect(await pageCode(world.authorizeUrl({}, 'nobody.example'))).toBe('90002');
    expect(await pageCode(world.authorizeUrl({}, '00000000-0000-4000-8000-000000000000'))).toBe('90002');
  });

  test('missing client: 900144', async () => {
    expect(await pageCode(world.authorizeUrl({ client_id: undefined }))).toBe('900144');
  });

  test('unknown client: 700016', async () => {
    expect(await pageCode(world.authorizeUrl({ client_id: secretId }))).toBe('700016');
  });

  test('disabled application: 7000112', async () => {
    world.register({ disabled: true });
    expect(await pageCode(world.authorizeUrl())).toBe('7000112');
  });

  test('redirect URI missing: 900971; none registered: 500113', async () => {
    expect(await pageCode(world.authorizeUrl({ redirect_uri: undefined }))).toBe('900971');
    world.register({ redirectUris: [] });
    expect(await pageCode(world.authorizeUrl())).toBe('500113');
  });

  test.each([
    'https://evil.example/oauth/callback',
    'http://localhost:3300/OAuth/callback',
    'http://localhost:3300/oauth/callback/',
    'http://localhost:3300/oauth/callback?next=1',
    'https://localhost:3300/oauth/callback',
  ])('redirect URI %s does not match: 50011', async (uri) => {
    expect(await pageCode(world.authorizeUrl({ redirect_uri: uri }))).toBe('50011');
  });

  test('a single-tenant application on /common: 50194; in another directory: 700016', async () => {
    world.register({ audience: 'AzureADMyOrg' });
    expect(await pageCode(world.authorizeUrl({}, 'common'))).toBe('50194');
    expect(await pageCode(world.authorizeUrl({}, 'organizations'))).toBe('50194');
    expect(await pageCode(world.authorizeUrl({}, world.otter.id))).toBe('700016');
    expect((await world.signIn({}, { tenant: world.heron.id })).get('code')).not.toBeNull();
  });

  test('the endpoint of the wrong kind of account: 9002331 and 9002332', async () => {
    world.register({ audience: 'PersonalMicrosoftAccount' });
    expect(await pageCode(world.authorizeUrl({}, 'common'))).toBe('9002331');
    world.register({ audience: 'AzureADMultipleOrgs' });
    expect(await pageCode(world.authorizeUrl({}, 'consumers'))).toBe('9002332');
  });
});

describe('afterwards a refusal goes to the application with the state', () => {
  test.each([
    ['no response type', { response_type: undefined }, 'invalid_request', 900144],
    ['response type token', { response_type: 'token' }, 'unsupported_response_type', 700051],
    ['no scope', { scope: undefined }, 'invalid_request', 900144],
    ['an unknown resource', { scope: 'https://mail.example/Read' }, 'invalid_resource', 500011],
    ['an unknown permission', { scope: 'https://outlook.office.com/Fly' }, 'invalid_client', 650053],
    [
      '.default beside others',
      { scope: 'https://outlook.office.com/.default User.Read https://outlook.office.com/SMTP.Send' },
      'invalid_scope',
      70011,
    ],
    ['an unknown prompt', { prompt: 'maybe' }, 'invalid_request', 90023],
    ['an unknown response mode', { response_mode: 'pigeon' }, 'invalid_request', 90023],
    ['a short challenge', { code_challenge: 'short' }, 'invalid_request', 50147],
    ['an unknown challenge method', { code_challenge_method: 'S512' }, 'invalid_request', 501491],
  ])('%s', async (_, parameters, error, code) => {
    const answer = await redirected(world.authorizeUrl(parameters));
    expect(answer.get('error')).toBe(error);
    expect(answer.get('error_description')).toMatch(
      new RegExp(
        `^AADSTS${code}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: [\\d-]+ [\\d:]+Z$`,
      ),
    );
    expect(answer.get('state')).toBe('of this browser');
    expect(answer.get('code')).toBeNull();
  });
});

describe('silent sign-in', () => {
  test('nobody signed in: login_required, 50058', async () => {
    const answer = await redirected(world.authorizeUrl({ prompt: 'none' }));
    expect(answer.get('error')).toBe('login_required');
    expect(answer.get('error_description')).toContain('AADSTS50058');
  });

  test('one person signed in who has consented: a code at once', async () => {
    const cookies = new Map<string, string>();
    await world.signIn({}, { cookies });
    expect((await redirected(world.authorizeUrl({ prompt: 'none' }), cookies)).get('code')).not.toBeNull();
  });

  test('consent missing: consent_required, 65001', async () => {
    const cookies = new Map<string, string>();
    await world.signIn({ scope: GRAPH_ONLY }, { cookies });
    const answer = await redirected(world.authorizeUrl({ prompt: 'none' }), cookies);
    expect(answer.get('error')).toBe('consent_required');
    expect(answer.get('error_description')).toContain('AADSTS65001');
  });

  test('several people signed in: interaction_required, unless login_hint says who', async () => {
    const cookies = new Map<string, string>();
    await world.signIn({}, { cookies });
    await world.signIn({ prompt: 'select_account' }, { cookies, person: world.stranger });
    const answer = await redirected(world.authorizeUrl({ prompt: 'none' }), cookies);
    expect(answer.get('error')).toBe('interaction_required');
    const hinted = world.authorizeUrl({ prompt: 'none', login_hint: 'ada@heron.example' });
    expect((await redirected(hinted, cookies)).get('code')).not.toBeNull();
    const domain = world.authorizeUrl({ prompt: 'none', domain_hint: 'otter.example' });
    expect((await redirected(domain, cookies)).get('code')).not.toBeNull();
  });

  test('a policy wants to see the person: interaction_required, 50076', async () => {
    const cookies = new Map<string, string>();
    await world.signIn({}, { cookies });
    world.server.applyPolicy(world.ada, 50076);
    const answer = await redirected(world.authorizeUrl({ prompt: 'none' }), cookies);
    expect(answer.get('error')).toBe('interaction_required');
    expect(answer.get('error_description')).toContain('AADSTS50076');
  });
});

describe('people who may not come in', () => {
  test('cancelled consent: access_denied, 65004', async () => {
    const answer = await world.signIn({}, { consent: 'cancel' });
    expect(answer.get('error')).toBe('access_denied');
    expect(answer.get('error_subcode')).toBe('cancel');
    expect(answer.get('error_description')).toContain('AADSTS65004');
    expect(answer.get('state')).toBe('of this browser');
  });

  test('consent reserved to administrators: 90094, until one has consented', async () => {
    world.server.requireAdminConsent(world.heron);
    const answer = await world.signIn();
    expect(answer.get('error')).toBe('access_denied');
    expect(answer.get('error_description')).toContain('AADSTS90094');
    world.server.grantAdminConsent(world.heron, world.app);
    expect((await world.signIn()).get('code')).not.toBeNull();
  });

  test('the default policy lets people consent to harmless permissions and grants made earlier stand', async () => {
    await world.signIn({}, { person: world.bruno });
    world.server.requireAdminConsent(world.heron);
    expect((await world.signIn({}, { person: world.bruno })).get('code')).not.toBeNull();
    expect((await world.signIn({ scope: GRAPH_ONLY })).get('code')).not.toBeNull();
    world.server.requireAdminConsent(world.heron, 'everything');
    world.server.withdrawConsent(world.ada, world.app);
    expect((await world.signIn({ scope: GRAPH_ONLY })).get('error_description')).toContain('AADSTS90094');
  });

  test('not assigned to the application: 50105', async () => {
    world.register({ assignmentRequired: true, assignedTo: ['bruno@heron.example'] });
    expect((await world.signIn()).get('error_description')).toContain('AADSTS50105');
    expect((await world.signIn({}, { person: world.bruno })).get('code')).not.toBeNull();
  });

  test('an account of another directory: 50020', async () => {
    const answer = await world.signIn({}, { person: world.stranger, tenant: world.heron.id });
    expect(answer.get('error_description')).toContain('AADSTS50020');
  });

  test('a personal account on /organizations: 500208; a work account on /consumers too', async () => {
    const personal = await world.signIn({}, { person: world.personal, tenant: 'organizations' });
    expect(personal.get('error_description')).toContain('AADSTS500208');
    const work = await world.signIn({}, { person: world.ada, tenant: 'consumers' });
    expect(work.get('error_description')).toContain('AADSTS500208');
  });

  test('a personal account for a work application on /common: not enabled for consumers', async () => {
    world.register({ audience: 'AzureADMultipleOrgs' });
    const answer = await world.signIn({}, { person: world.personal });
    expect(answer.get('error')).toBe('unauthorized_client');
    expect(answer.get('error_description')).toContain('not enabled for consumers');
  });

  test('Conditional Access blocks: 53003, after the password', async () => {
    world.server.applyPolicy(world.ada, 53003);
    expect((await world.signIn()).get('error_description')).toContain('AADSTS53003');
    world.server.liftPolicy(world.ada);
    expect((await world.signIn()).get('code')).not.toBeNull();
  });

  test('a disabled account: 50057', async () => {
    const person = world.server.addPerson({
      tenant: world.heron,
      name: 'Left Us',
      userPrincipalName: 'left@heron.example',
      password: 'still known',
      disabled: true,
    });
    expect((await world.signIn({}, { person })).get('error_description')).toContain('AADSTS50057');
  });
});

describe('the answer', () => {
  test('fragment and form_post carry the same parameters as query', async () => {
    const cookies = new Map<string, string>();
    await world.signIn({}, { cookies });
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const silent = (mode: string) =>
      fetch(world.authorizeUrl({ prompt: 'none', response_mode: mode }), {
        redirect: 'manual',
        headers: { cookie },
      });
    const fragment = new URL((await silent('fragment')).headers.get('location') ?? '');
    expect(fragment.search).toBe('');
    expect(new URLSearchParams(fragment.hash.slice(1)).get('code')).not.toBeNull();
    const form = await (await silent('form_post')).text();
    expect(form).toContain(`<form method="post" action="${callback}">`);
    expect(form).toMatch(/<input type="hidden" name="code" value="1\./);
    expect(form).toContain('<input type="hidden" name="state" value="of this browser">');
  });

  test('the port of localhost does not matter, and the answer goes to the port that asked', async () => {
    const elsewhere = 'http://localhost:4711/oauth/callback';
    const landed = await world.signIn({ redirect_uri: elsewhere });
    const code = landed.get('code') ?? '';
    const wrong = await world.token({ grant_type: 'authorization_code', code, scope: mailScope });
    expect(wrong.code).toBe(500112);
    const right = await world.token({
      grant_type: 'authorization_code',
      code,
      scope: mailScope,
      redirect_uri: elsewhere,
    });
    expect(right.status).toBe(200);
  });
});
