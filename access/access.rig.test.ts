/** What `npm run test:access` tries, within the suite. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Outcome, probe } from './probe.ts';
import { routeRows } from './statement.ts';
import { openWorld, type World } from './world.ts';

/** Some eight thousand requests; of these seconds a tenth is needed where nothing else runs. */
const patience = 900_000;

let world: World;
let outcome: Outcome;

beforeAll(async () => {
  world = await openWorld();
  outcome = await probe(world);
}, patience);
afterAll(() => world.close());

it('nobody is told what is not theirs, by any route, with any id', () => {
  expect(outcome.leaks).toEqual([]);
  expect(outcome.routes).toBe(Object.keys(routeRows).length);
});

it('nobody is kept from what is theirs', () => {
  expect(outcome.wronglyDenied).toEqual([]);
});
