import { expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

it('keeps a path of the app', () => {
  expect(ownPath('/mail/inbox/c1?q=x')).toBe('/mail/inbox/c1?q=x');
});

it.each([
  '//evil.test',
  '/\\evil.test',
  'https://evil.test',
  'javascript:alert(1)',
  '/\t/evil.test',
  '',
  undefined,
])('goes home instead of to %j', (path) => {
  expect(ownPath(path)).toBe('/');
});
