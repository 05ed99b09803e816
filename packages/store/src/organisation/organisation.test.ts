import { freePolicy } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { arrival, imapInput, openWorld } from '../testing/world.ts';

const administrator = { id: 'root', role: 'administrator' } as const;

describe('the policy', () => {
  it('lets everything be as it was until somebody decides, and changes by whole parts', async () => {
    const { store } = await openWorld();
    const root = await store.scopeOf(administrator);
    expect(await store.organisation.policy()).toEqual(freePolicy);
    const linkable = { ...freePolicy.linkable, domains: ['example.com'] };
    const { policy, changed } = await store.organisation.change(root, { name: 'Halewick', linkable });
    expect(changed).toEqual(['name', 'linkable']);
    expect(policy).toEqual({ ...freePolicy, name: 'Halewick', linkable });
    expect(await store.organisation.policy()).toEqual(policy);
    expect((await store.organisation.change(root, { name: 'Halewick' })).changed).toEqual([]);
  });

  it('that another version wrote is read as far as it is understood', async () => {
    const { store } = await openWorld();
    await store.settings.set('organisation', {
      name: 'Kept',
      sync: { earliest: null },
      undoSeconds: 'many',
      gone: 1,
    });
    expect(await store.organisation.policy()).toEqual({ ...freePolicy, name: 'Kept' });
  });

  it('refuses a first date before the earliest, and reads accounts that began before it no further back', async () => {
    const { store, account, scope } = await openWorld();
    const root = await store.scopeOf(administrator);
    expect((await store.ports.accounts.read(account.id))?.syncSince).toBeNull();
    const sync = { ...freePolicy.sync, earliest: { kind: 'year' } as const };
    await store.organisation.change(root, { sync });
    expect((await store.ports.accounts.read(account.id))?.syncSince).toEqual(
      new Date('2025-11-20T00:00:00Z'),
    );
    const { id } = await store.passwordMailboxes.create('ada', imapInput('second'));
    const again = await store.scopeOf({ id: scope.personId, role: 'member' });
    for (const since of [{ kind: 'everything' }, { kind: 'date', date: '2025-11-19' }] as const) {
      await expect(store.accounts.start(again, id, since)).rejects.toMatchObject({
        kind: 'organisation-policy',
        detail: { rule: 'sync-start', earliest: '2025-11-20' },
      });
    }
    expect(await store.accounts.start(again, id, { kind: 'year' })).toMatchObject({ state: 'syncing' });
  });
});

describe('the logo', () => {
  it('is known by its bytes, and one at a time', async () => {
    const { store } = await openWorld();
    const root = await store.scopeOf(administrator);
    const bytes = Uint8Array.of(1, 2, 3);
    const digest = await store.organisation.changeLogo(root, { mediaType: 'image/png', bytes });
    expect(await store.organisation.logo(digest ?? '')).toEqual({ digest, mediaType: 'image/png', bytes });
    await store.organisation.changeLogo(root, { mediaType: 'image/png', bytes: Uint8Array.of(4) });
    await expect(store.organisation.logo(digest ?? '')).rejects.toMatchObject({ kind: 'not-found' });
    await store.organisation.changeLogo(root, null);
    expect(await store.organisation.logoDigest()).toBeNull();
  });

  it('leaves folders out by their role, and what was stored of them goes with the last place of each message', async () => {
    const { store, account, inbox, archive, scope } = await openWorld();
    const root = await store.scopeOf(administrator);
    const sync = { ...freePolicy.sync, withoutRoles: ['archive' as const] };
    await store.organisation.change(root, { sync });
    expect((await store.ports.accounts.read(account.id))?.withoutRoles).toEqual(['archive']);
    await store.ports.mail.addArrivals(inbox.id, [arrival(1)]);
    await store.ports.mail.addArrivals(archive.id, [arrival(1), arrival(2)]);
    await store.ports.mail.forgetFolder(archive.id);
    await store.ports.mail.forgetFolder(archive.id);
    const shown = (await store.conversations.list(scope, { limit: 9 })).conversations;
    expect(shown.map(({ subject }) => subject)).toEqual(['Subject 1']);
    const folders = await store.ports.mail.listFolders(account.id);
    expect(folders.find(({ id }) => id === archive.id)).toMatchObject({
      uidValidity: null,
      listedFrom: null,
      serverMessages: null,
    });
  });
});
