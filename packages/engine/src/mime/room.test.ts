import { describe, expect, it } from 'vitest';
import { Room } from './room.ts';

describe('Room', () => {
  it('is given as long as there is some, in the order asked, and again when it is given back', async () => {
    const room = new Room(10);
    const granted: string[] = [];
    const take = async (name: string, octets: number) => {
      const giveBack = await room.take(octets);
      granted.push(name);
      return giveBack;
    };
    const first = await take('first', 6);
    const second = take('second', 6);
    const small = take('small', 1);
    await Promise.resolve();
    expect(granted).toEqual(['first']);
    first();
    (await second)();
    (await small)();
    expect(granted).toEqual(['first', 'second', 'small']);
  });

  it('is given to what is larger than all of it once nobody else has any', async () => {
    const room = new Room(10);
    const one = await room.take(1);
    let granted = false;
    const large = room.take(1000).then((giveBack) => {
      granted = true;
      return giveBack;
    });
    await Promise.resolve();
    expect(granted).toBe(false);
    one();
    (await large)();
    expect(granted).toBe(true);
    (await room.take(10))();
  });
});
