import { expect, it } from 'vitest';
import { filterQuery, isNarrowed, noFilter, readFilter, writeFilter } from './list-filter.ts';

const narrow = {
  whose: 'shared',
  account: '7',
  address: 'ann@a.test',
  domains: ['a.test', 'b.test'],
} as const;

it('stands in the address and comes back from it', () => {
  expect(readFilter(writeFilter(narrow))).toEqual(narrow);
  expect(readFilter({})).toEqual(noFilter);
  expect(Object.values(writeFilter(noFilter)).every((part) => part === undefined)).toBe(true);
});

it('asks the server for what narrows, and for nothing where nothing does', () => {
  expect(filterQuery(narrow)).toEqual({
    scope: 'shared',
    accountId: '7',
    address: 'ann@a.test',
    domains: 'a.test,b.test',
  });
  expect([filterQuery(noFilter), isNarrowed(noFilter)]).toEqual([{}, false]);
});
