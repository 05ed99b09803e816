import type { FailureWire } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { administrator, microsoftApp, openWorld, scopeFor, type World } from '../testing/world.ts';
import type { NewCredential } from './app-credentials.ts';

const refusal: FailureWire = {
  origin: 'administrator',
  kind: 'client-secret-wrong',
  next: { do: 'ask-administrator' },
  code: 'AADSTS7000215',
  quote: null,
  detail: {},
};

const secret = (value: string, expires: string | null = null): NewCredential => ({
  kind: 'secret',
  value,
  expires,
});
const federated: NewCredential = { kind: 'federated', fileName: 'token' };

const values = async ({ store }: World, id: string) =>
  (await store.ports.credentials.providerApp(id)).credentials.map((each) =>
    each.kind === 'secret' ? each.value : each.kind,
  );

async function linked(world: World, appId: string) {
  return world.store.signedInMailboxes.save(await scopeFor(world.store), {
    providerAppId: appId,
    providerKey: 't.o',
    address: 'ada@example.com',
    signedInAs: null,
    name: 'Ada',
    loginNames: ['ada@example.com'],
    tokens: { accessToken: 'a', accessExpiresAt: world.clock.now(), refreshToken: 'r', scope: 's' },
    accountId: null,
  });
}

describe('two credentials', () => {
  it('are tried in the order newest first, each opened with its own secret', async () => {
    const world = await openWorld();
    const { id } = await world.store.providerApps.create(administrator, microsoftApp('the older secret'));
    await world.store.providerApps.addCredential(administrator, id, secret('the newer secret'));
    expect(await values(world, id)).toEqual(['the newer secret', 'the older secret']);
    const { credentials } = await world.store.providerApps.read(id);
    await world.store.providerApps.deleteCredential(administrator, id, credentials[0]?.id ?? '');
    expect(await values(world, id)).toEqual(['the older secret']);
  });

  it('keep what the provider said of each, told as a change when it is news only', async () => {
    const { store } = await openWorld();
    const { id, credentials } = await store.providerApps.create(administrator, microsoftApp());
    const [credential] = credentials;
    const cursor = await store.changes.latest();
    await store.ports.credentials.saveCredentialFailure(credential?.id ?? '', refusal);
    await store.ports.credentials.saveCredentialFailure(credential?.id ?? '', refusal);
    expect(await store.changes.latest()).toBe(cursor + 1);
    expect(await store.providerApps.read(id)).toMatchObject({
      failure: null,
      credentials: [{ failure: refusal }],
    });
    await store.ports.credentials.saveCredentialFailure(credential?.id ?? '', null);
    expect((await store.providerApps.read(id)).credentials[0]?.failure).toBeNull();
    await store.ports.credentials.saveCredentialFailure('987654321', refusal);
  });

  it('of which one is added let blocked accounts try again, and forget the app’s failure', async () => {
    const world = await openWorld();
    const { store } = world;
    const { id } = await store.providerApps.create(administrator, microsoftApp());
    const account = await linked(world, id);
    await store.ports.accounts.saveStatus(account.id, { state: 'blocked', failure: refusal, progress: null });
    await store.ports.credentials.saveProviderAppFailure(id, refusal);
    expect(
      await store.providerApps.addCredential(administrator, id, secret('the next secret')),
    ).toMatchObject({
      retried: [account.id],
      providerApp: { failure: null },
    });
    expect(await store.accounts.read(await scopeFor(store), account.id)).toMatchObject({
      state: 'syncing',
      failure: null,
    });
  });

  it('forget what was said of them when the registration they belong to is another', async () => {
    const { store } = await openWorld();
    const { id, credentials } = await store.providerApps.create(administrator, microsoftApp());
    await store.ports.credentials.saveCredentialFailure(credentials[0]?.id ?? '', refusal);
    await store.providerApps.change(administrator, id, { clientId: '99999999-2222-3333-4444-555555555555' });
    expect((await store.providerApps.read(id)).credentials[0]?.failure).toBeNull();
  });

  it('that are given another end are announced anew', async () => {
    const { store } = await openWorld();
    const { id, credentials } = await store.providerApps.create(administrator, microsoftApp());
    const announcement = { credentialId: credentials[0]?.id ?? '', days: 14, recipient: null };
    await store.providerApps.changeCredential(administrator, id, announcement.credentialId, '2026-12-01');
    await store.announced.save(announcement);
    await store.providerApps.changeCredential(administrator, id, announcement.credentialId, '2026-12-01');
    expect(await store.announced.has(announcement)).toBe(true);
    await store.providerApps.changeCredential(administrator, id, announcement.credentialId, '2027-12-01');
    expect(await store.announced.has(announcement)).toBe(false);
  });

  it('go with their app', async () => {
    const { store } = await openWorld();
    const { id, credentials } = await store.providerApps.create(administrator, microsoftApp());
    await store.announced.save({ credentialId: credentials[0]?.id ?? '', days: 14, recipient: null });
    await store.consents.begin({ providerAppId: id, state: 'state' });
    await store.consents.save(id, { tenant: 't', failure: null });
    await store.providerApps.remove(administrator, id);
    await expect(store.providerApps.read(id)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await store.consents.appOf('state')).toBeUndefined();
  });
});

describe('an app that is not complete', () => {
  it.each([
    ['client-id', { ...microsoftApp(), clientId: null }],
    ['credential', { ...microsoftApp(), credential: null }],
  ])('for want of its %s is refused to the engine and opened for the doctor', async (missing, input) => {
    const { store } = await openWorld();
    const { id } = await store.providerApps.create(administrator, input);
    await expect(store.ports.credentials.providerApp(id)).rejects.toMatchObject({
      kind: 'provider-app-incomplete',
      detail: { missing },
    });
    expect(await store.openProviderApp(id)).toMatchObject({ id, tenant: 'common' });
    expect(await store.providerApps.linkOptions({ administrator: true })).toEqual([]);
  });

  it('here has a federated credential only, and no file of the platform is named', async () => {
    const { store } = await openWorld();
    const { id } = await store.providerApps.create(administrator, {
      ...microsoftApp(),
      credential: federated,
    });
    await expect(store.ports.credentials.providerApp(id)).rejects.toMatchObject({
      kind: 'provider-app-incomplete',
    });
    await store.providerApps.addCredential(administrator, id, secret('beside it'));
    expect(await store.ports.credentials.providerApp(id)).toMatchObject({
      credentials: [{ kind: 'secret' }],
    });
  });
});

describe('consents', () => {
  it('are kept by directory, the newest answer of each, newest first', async () => {
    const { store, clock } = await openWorld();
    const { id } = await store.providerApps.create(administrator, microsoftApp());
    await store.consents.save(id, { tenant: 'contoso', failure: refusal });
    clock.advance(1000);
    await store.consents.save(id, { tenant: null, failure: refusal });
    clock.advance(1000);
    await store.consents.save(id, { tenant: 'contoso', failure: null });
    expect((await store.providerApps.read(id)).consents).toEqual([
      { tenant: 'contoso', failure: null, at: '2026-11-20T12:00:02.000Z' },
      { tenant: null, failure: refusal, at: '2026-11-20T12:00:01.000Z' },
    ]);
  });

  it('do not grow without end, whatever names a holder of the link makes up', async () => {
    const { store } = await openWorld();
    const { id } = await store.providerApps.create(administrator, microsoftApp());
    for (let made = 0; made < 120; made += 1) {
      await store.consents.save(id, { tenant: `tenant-${made}`, failure: null });
    }
    const { consents } = await store.providerApps.read(id);
    expect(consents).toHaveLength(100);
    expect(consents[0]?.tenant).toBe('tenant-119');
  });

  it('come back by a link that is good for a week, as often as it is tried', async () => {
    const { store, clock } = await openWorld();
    const { id } = await store.providerApps.create(administrator, microsoftApp());
    await store.consents.begin({ providerAppId: id, state: 'state' });
    expect([await store.consents.appOf('state'), await store.consents.appOf('state')]).toEqual([id, id]);
    expect(await store.consents.appOf('another')).toBeUndefined();
    clock.advance(7 * 24 * 60 * 60_000);
    await expect(store.consents.appOf('state')).rejects.toMatchObject({ kind: 'link-expired' });
  });
});
