/** Provider apps over HTTP: entered whole or step by step, with credentials that come and go. */
import { X509Certificate } from 'node:crypto';
import { auditRecord, failureBody, type ProviderApp, providerApp } from '@mailroom/model';
import { register } from '@mailroom/rig/broken/practice-registration';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { type PracticeServer, startPracticeServer } from '../testing/practice-server.ts';

let practice: PracticeServer;
let ada: Browser;
const start = async () => {
  practice = await startPracticeServer();
  ada = await practice.server.signedIn();
};
const stop = () => practice.close();

/** A server of its own for every test of a group. */
function startsAnew(): void {
  beforeEach(start);
  afterEach(stop);
}

const apps = '/api/v1/provider-apps';
const post = (path: string, body: unknown) => ada.ask(path, { method: 'POST', body });
const secret = (value: string, expires: string | null = null) => ({ kind: 'secret', value, expires });

async function list(): Promise<ProviderApp[]> {
  const { json } = await ada.ask(apps);
  return z.object({ providerApps: z.array(providerApp) }).parse(json).providerApps;
}

async function add(app: string, credential: object): Promise<ProviderApp> {
  const answer = await post(`${apps}/${app}/credentials`, credential);
  if (answer.status !== 200) throw new Error(answer.text);
  return providerApp.parse(answer.json);
}

const remove = (app: string, credential: string | undefined) =>
  ada.ask(`${apps}/${app}/credentials/${credential}`, { method: 'DELETE' });

const options = async (browser: Browser) =>
  z
    .object({ providerApps: z.array(z.object({ id: z.string(), access: z.string() })) })
    .parse((await browser.ask('/api/v1/link-options')).json).providerApps;

describe('what does not fit a provider app', () => {
  beforeAll(start);
  afterAll(stop);
  const enter = (changes: object) => practice.enterProviderApp(ada, changes);

  it.each([
    [{ clientId: 'not a guid' }, 'client-id-form'],
    [{ tenant: 'not a tenant!' }, 'tenant-form'],
    [{ cloudId: 'nowhere' }, 'cloud-unknown'],
    [{ cloudId: 'google' }, 'cloud-of-other-provider'],
    [{ access: 'organisation', tenant: 'organizations' }, 'tenant-not-named'],
    [{ credential: secret('value', '2026-01-01') }, '"credential.expires":"expired-already"'],
    [{ credential: { kind: 'federated' } }, '"credential.kind":"federated-file-not-set"'],
  ])('refuses %j', async (changes, reason) => {
    await expect(enter(changes)).rejects.toThrow(reason);
    expect(await list()).toEqual([]);
  });

  it.each([
    [{ kind: 'certificate' }, '"credential.kind":"google-takes-secrets-only"'],
    [{ kind: 'federated' }, 'federated-file-not-set'],
  ])('refuses %j for Google', async (credential, reason) => {
    const clientId = '123-abc.apps.googleusercontent.com';
    const answer = await post(apps, {
      provider: 'google',
      name: 'G',
      cloudId: 'google',
      clientId,
      credential,
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(reason);
  });
});

describe('entering a provider app', () => {
  startsAnew();
  const enter = (changes: object) => practice.enterProviderApp(ada, changes);

  it('refuses the Secret ID in the place of the secret', async () => {
    const { id: secretId } = practice.provider.clientSecret;
    await expect(enter({ credential: secret(secretId) })).rejects.toThrow(
      /"kind":"secret-id-instead-of-value"/,
    );
    const id = await enter({});
    const answer = await post(`${apps}/${id}/credentials`, secret(secretId));
    expect(answer.json).toMatchObject({ failure: { kind: 'secret-id-instead-of-value' } });
  });

  it('never answers the secret again, only its last characters and the redirect URI to register', async () => {
    await enter({});
    const { value } = practice.provider.clientSecret;
    expect((await ada.ask(apps)).text).not.toContain(value);
    expect(await list()).toMatchObject([
      {
        credentials: [{ kind: 'secret', hint: value.slice(-4) }],
        redirectUri: `${practice.server.address}/oauth2/callback`,
      },
    ]);
  });

  it('does not delete one that accounts use, nor its last credential', async () => {
    const id = await enter({});
    await practice.link(ada);
    const answer = await ada.ask(`${apps}/${id}`, { method: 'DELETE' });
    expect(answer.json).toMatchObject({ failure: { kind: 'conflict', detail: { accounts: '1' } } });
    const [app] = await list();
    const credential = await remove(id, app?.credentials[0]?.id);
    expect(credential.json).toMatchObject({ failure: { kind: 'conflict', detail: { accounts: '1' } } });
  });
});

describe('a provider app that is entered step by step', () => {
  startsAnew();

  const draft = () => practice.enterProviderApp(ada, { clientId: null, credential: null });

  it('is offered to nobody before it has its client ID and a credential', async () => {
    const id = await draft();
    expect(await list()).toMatchObject([{ clientId: null, credentials: [], ready: false }]);
    expect(await options(ada)).toEqual([]);
    await ada.ask(`${apps}/${id}`, { method: 'PATCH', body: { clientId: practice.provider.clientId } });
    expect(await options(ada)).toEqual([]);
    expect(await add(id, secret(practice.provider.clientSecret.value))).toMatchObject({ ready: true });
    expect(await options(ada)).toMatchObject([{ id, access: 'people' }]);
    expect((await practice.link(ada)).headers.get('location')).toMatch(/start$/);
  });

  it('cannot be linked with, which says that it is not complete', async () => {
    const id = await draft();
    const answer = await post('/api/v1/accounts/link/oauth', { providerAppId: id });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(['provider-app-incomplete', 'not-found']).toContain(failureBody.parse(answer.json).failure.kind);
  });

  it('takes Google’s client ID at Google only', async () => {
    const google = { provider: 'google', name: 'G', cloudId: 'google', clientId: null, credential: null };
    const { id } = providerApp.parse((await post(apps, google)).json);
    const change = async (body: object) =>
      (await ada.ask(`${apps}/${id}`, { method: 'PATCH', body })).json as object;
    expect(await change({ clientId: practice.provider.clientId })).toMatchObject({
      failure: { kind: 'invalid-request', detail: { clientId: 'google-client-id-form' } },
    });
    expect(await change({ tenant: 'common' })).toMatchObject({
      failure: { detail: { tenant: 'google-has-no-tenant' } },
    });
    expect(await change({ clientId: '123-abc.apps.googleusercontent.com' })).toMatchObject({
      tenant: null,
      access: 'people',
      clientId: '123-abc.apps.googleusercontent.com',
    });
  });

  it('is offered to administrators only when it is the organisation’s', async () => {
    const { tenant } = practice.provider;
    const id = await practice.enterProviderApp(ada, { access: 'organisation', tenant });
    expect(await options(ada)).toMatchObject([{ id, access: 'organisation' }]);
    expect(await options(await practice.server.member())).toEqual([]);
  });
});

describe('credentials', () => {
  startsAnew();

  it('stand side by side, the newest first, and no third beside them', async () => {
    const id = await practice.enterProviderApp(ada);
    const { credentials } = await add(id, secret('a second value', '2099-12-31'));
    expect(credentials).toMatchObject([{ hint: 'alue', expires: '2099-12-31' }, { expires: null }]);
    const third = await post(`${apps}/${id}/credentials`, secret('a third value'));
    expect(third.json).toMatchObject({ failure: { kind: 'conflict', detail: { limit: '2' } } });
    const left = providerApp.parse((await remove(id, credentials[1]?.id)).json);
    expect(left.credentials.map((each) => each.id)).toEqual([credentials[0]?.id]);
    expect((await remove(id, credentials[1]?.id)).status).toBe(404);
  });

  it('belong to one app: another app’s path does not reach them', async () => {
    const one = await practice.enterProviderApp(ada);
    const two = await practice.enterProviderApp(ada);
    const [first] = await list();
    const own = first?.id === one ? first.credentials[0]?.id : undefined;
    expect((await remove(two, own)).status).toBe(404);
    expect((await list()).map(({ credentials }) => credentials.length)).toEqual([1, 1]);
  });

  it('refuses an end that is past already, and says so of that field', async () => {
    const id = await practice.enterProviderApp(ada);
    const answer = await post(`${apps}/${id}/credentials`, secret('value', '2026-01-01'));
    expect(answer.json).toMatchObject({
      failure: { kind: 'invalid-request', detail: { expires: 'expired-already' } },
    });
  });

  it('are given the day on which they end afterwards, where nobody knows it but who entered them', async () => {
    const id = await practice.enterProviderApp(ada);
    const [app] = await list();
    const path = (credential: string | undefined) => `${apps}/${id}/credentials/${credential}`;
    const end = (credential: string | undefined, expires: string) =>
      ada.ask(path(credential), { method: 'PATCH', body: { expires } });
    const own = app?.credentials[0]?.id;
    expect(providerApp.parse((await end(own, '2099-12-31')).json).credentials[0]?.expires).toBe('2099-12-31');
    expect((await end(own, '2026-01-01')).json).toMatchObject({
      failure: { kind: 'invalid-request', detail: { expires: 'expired-already' } },
    });
    expect((await end('987654321', '2099-12-31')).status).toBe(404);
    const [certificate] = (await add(id, { kind: 'certificate' })).credentials;
    expect((await end(certificate?.id, '2099-12-31')).json).toMatchObject({
      failure: { kind: 'invalid-request', detail: { expires: 'expiry-of-its-own' } },
    });
  });

  it('made as a certificate give out the public half only, as a file to upload', async () => {
    const id = await practice.enterProviderApp(ada, {
      name: 'Büro: Post',
      credential: { kind: 'certificate' },
    });
    const [app] = await list();
    const credential = app?.credentials[0];
    const path = `${apps}/${id}/credentials/${credential?.id}/certificate`;
    const { fileName, pem } = z
      .object({ fileName: z.string(), pem: z.string() })
      .parse((await ada.ask(path)).json);
    const certificate = new X509Certificate(pem);
    expect(certificate.subject).toBe('CN=Mailroom Büro: Post');
    expect(credential?.hint).toBe(certificate.fingerprint.replaceAll(':', ''));
    expect(fileName).toBe(`mailroom-bu-ro-post-${credential?.hint.slice(0, 8).toLowerCase()}.cer`);
    expect(ada.seen.join('\n')).not.toContain('PRIVATE KEY');
    const [other] = (await add(id, secret('value of a secret'))).credentials;
    expect((await ada.ask(`${apps}/${id}/credentials/${other?.id}/certificate`)).status).toBe(404);
  });
});

describe('what an administrator does to a provider app', () => {
  startsAnew();

  it('is on record with what was changed, without any secret; what changed nothing is not', async () => {
    const id = await practice.enterProviderApp(ada, { name: 'Post' });
    const change = (body: object) => ada.ask(`${apps}/${id}`, { method: 'PATCH', body });
    await change({ name: 'Post', cloudId: 'practice' });
    await change({ name: 'Mail', tenant: 'organizations' });
    const added = await add(id, secret('the-second-secret-value', '2030-01-01'));
    const [newest, oldest] = added.credentials;
    await ada.ask(`${apps}/${id}/credentials/${newest?.id}`, {
      method: 'PATCH',
      body: { expires: '2031-01-01' },
    });
    await remove(id, oldest?.id);
    await ada.ask(`${apps}/${id}`, { method: 'DELETE' });
    const { json, text } = await ada.ask('/api/v1/audit?limit=50');
    const records = z
      .object({ records: z.array(auditRecord) })
      .parse(json)
      .records.filter(({ subject }) => subject?.kind === 'provider-app')
      .toReversed();
    const { id: person } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
    expect(records.every(({ actor, subject }) => actor === person && subject?.id === id)).toBe(true);
    const provider = 'microsoft';
    expect(records.map(({ action, detail }) => [action, detail])).toEqual([
      ['provider-app.created', { name: 'Post', provider }],
      ['provider-app.changed', { name: 'Mail', provider, appParts: ['name', 'tenant'] }],
      ['provider-app.changed', { name: 'Mail', provider, appParts: ['credential-added'] }],
      ['provider-app.changed', { name: 'Mail', provider, appParts: ['credential-changed'] }],
      ['provider-app.changed', { name: 'Mail', provider, appParts: ['credential-removed'] }],
      ['provider-app.deleted', { name: 'Mail', provider }],
    ]);
    expect(text).not.toContain('the-second-secret-value');
  });
});

describe('a certificate', () => {
  startsAnew();

  it('signs in for the app once its public half was uploaded, without any secret', async () => {
    const id = await practice.enterProviderApp(ada, { credential: { kind: 'certificate' } });
    const [app] = await list();
    const path = `${apps}/${id}/credentials/${app?.credentials[0]?.id}/certificate`;
    const { pem } = z.object({ pem: z.string() }).parse((await ada.ask(path)).json);
    const upload = (certificates: string[]) =>
      register(practice.provider, `${practice.server.address}/oauth2/callback`, {
        secrets: [],
        certificates,
      });
    upload([]);
    expect((await practice.link(ada)).headers.get('location')).toMatch(/^\/accounts\?failure=/);
    upload([pem]);
    expect((await practice.link(ada)).headers.get('location')).toMatch(/start$/);
    expect(await list()).toMatchObject([{ failure: null, accounts: 1, credentials: [{ failure: null }] }]);
  });
});

describe('a provider app that the provider refuses', () => {
  startsAnew();

  it('is told to the person with the provider’s code, and kept with the app until it is mended', async () => {
    const id = await practice.enterProviderApp(ada, { credential: secret('not the secret') });
    const answer = await practice.link(ada);
    expect(answer.headers.get('location')).toBe('/accounts?failure=client-secret-wrong&code=AADSTS7000215');
    expect(await list()).toMatchObject([
      {
        failure: { kind: 'client-secret-wrong', code: 'AADSTS7000215', origin: 'administrator' },
        credentials: [{ failure: { code: 'AADSTS7000215' } }],
      },
    ]);
    expect(await add(id, secret(practice.provider.clientSecret.value))).toMatchObject({ failure: null });
    expect((await practice.link(ada)).headers.get('location')).toMatch(/start$/);
    expect(await list()).toMatchObject([
      { failure: null, accounts: 1, credentials: [{ failure: null }, { failure: {} }] },
    ]);
  });
});
