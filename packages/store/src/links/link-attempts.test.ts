import { describe, expect, it } from 'vitest';
import { administrator, microsoftApp, openWorld, type World } from '../testing/world.ts';

async function begin({ store }: World) {
  const app = await store.providerApps.create(administrator, microsoftApp());
  await store.links.begin({
    personId: 'ada',
    sessionId: 'session',
    providerAppId: app.id,
    accountId: null,
    sharedAddress: null,
    state: 'state',
    nonce: 'nonce',
    codeVerifier: 'verifier',
    redirectUri: 'http://127.0.0.1/oauth2/callback',
  });
  return app;
}

const returned = { state: 'state', personId: 'ada', sessionId: 'session' };

describe('an attempt to link', () => {
  it('is taken once, however many returns there are at the same time', async () => {
    const world = await openWorld();
    const app = await begin(world);
    const claims = await Promise.allSettled([1, 2, 3].map(() => world.store.links.claim(returned)));
    const taken = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value] : []));
    expect(taken).toEqual([
      {
        personId: 'ada',
        providerAppId: app.id,
        accountId: null,
        sharedAddress: null,
        nonce: 'nonce',
        codeVerifier: 'verifier',
        redirectUri: 'http://127.0.0.1/oauth2/callback',
      },
    ]);
    await expect(world.store.links.claim(returned)).rejects.toMatchObject({ kind: 'link-already-used' });
  });

  it.each([{ state: 'other' }, { personId: 'eve' }, { sessionId: 'other' }])(
    'is not taken, nor used up, by a return with %o',
    async (over) => {
      const world = await openWorld();
      await begin(world);
      const wrong = world.store.links.claim({ ...returned, ...over });
      await expect(wrong).rejects.toMatchObject({ kind: 'link-expired' });
      await expect(world.store.links.claim(returned)).resolves.toMatchObject({ nonce: 'nonce' });
    },
  );

  it('expires', async () => {
    const world = await openWorld();
    await begin(world);
    world.clock.advance(15 * 60_000);
    await expect(world.store.links.claim(returned)).rejects.toMatchObject({ kind: 'link-expired' });
  });
});
