import { keyScopeOf, type Route, routes } from '@mailroom/model/api/index';
import { routeTable } from '@mailroom/server/testing/route-table';
import { expect, it } from 'vitest';
import { accounts, keyScopeFor, levelOf, mayDo, ownerOf, people, routeRows } from './statement.ts';

/** Of the contract by their names there, all others by method and path. */
async function registered(): Promise<string[]> {
  const names = new Map(
    Object.entries(routes).map(([name, { method, path }]) => [`${method} ${path}`, name]),
  );
  return (await routeTable()).map(({ method, url }) => names.get(`${method} ${url}`) ?? `${method} ${url}`);
}

it('every route that the server has says who may use it, and no row is of a route that is gone', async () => {
  expect((await registered()).sort()).toEqual(Object.keys(routeRows).sort());
});

it('the contract asks of a key what is said here', () => {
  const guarded = Object.entries<Route>(routes).filter(([, { access }]) => access !== 'public');
  const said = guarded.map(([name]) => [name, keyScopeFor(name)]);
  expect(said).toEqual(guarded.map(([name, route]) => [name, keyScopeOf(route)]));
});

it('a key can be made for everything that a key may do', () => {
  const needed = new Set(Object.keys(routeRows).map(keyScopeFor));
  expect([...needed].sort()).toEqual(['accounts', 'administration', null, 'organise', 'read', 'send'].sort());
});

it('every level occurs, and every account has an owner', () => {
  const levels = new Set(accounts.flatMap((account) => people.map((person) => levelOf(person, account))));
  expect([...levels].sort()).toEqual(['-', 'manage', 'own', 'read', 'see', 'send']);
  for (const account of accounts) expect(people).toContain(ownerOf(account));
});

it('there are people who share nothing', () => {
  const known = (person: (typeof people)[number]) =>
    accounts.filter((account) => mayDo(person, account, 'see'));
  expect(known('fay').filter((account) => known('dan').includes(account))).toEqual([]);
});
