import { beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});

describe('a code of an authenticator app', () => {
  it('may be used once by a person', async () => {
    const { usedCodes } = world.store;
    expect(await usedCodes.claim('ada', '123456')).toBe(true);
    expect(await usedCodes.claim('ada', '123456')).toBe(false);
    expect(await usedCodes.claim('bob', '123456')).toBe(true);
    expect(await usedCodes.claim('ada', '654321')).toBe(true);
  });

  it('is one person’s however many tell it at once', async () => {
    const claims = await Promise.all(
      Array.from({ length: 5 }, () => world.store.usedCodes.claim('ada', '1')),
    );
    expect(claims.filter((claimed) => claimed)).toHaveLength(1);
  });

  it('is forgotten when it could not be right any more', async () => {
    await world.store.usedCodes.claim('ada', '123456');
    world.clock.advance(3 * 60_000 + 1);
    expect(await world.store.usedCodes.claim('ada', '123456')).toBe(true);
  });
});
