import { expect, it } from 'vitest';
import { filterOf, wholeLog } from './audit-view.ts';

it('asks for whole days, to the last moment of the last one', () => {
  const { from, to } = filterOf({ ...wholeLog, from: '2026-11-30', to: '2026-11-30' }, false);
  expect(from).toBe(new Date(2026, 10, 30).toISOString());
  expect(to).toBe(new Date(2026, 11, 1).toISOString());
});

it('asks for nothing that was not chosen', () => {
  expect(filterOf(wholeLog, false)).toEqual({});
  expect(filterOf({ ...wholeLog, from: '2026-', accountId: '7' }, true)).toEqual({
    accountId: '7',
    byOthers: 'true',
  });
});
