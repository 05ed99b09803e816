import { expect, it } from 'vitest';
import { domainOf, looksLikeAddress } from './domain.ts';

it.each(['a@b.example', ' ann@почта.рф ', '"a b"@b.example', 'a@sub.b.example'])('takes %s', (text) => {
  expect(looksLikeAddress(text)).toBe(true);
});

it.each(['', 'ann', 'ann@', '@b.example', 'ann@b', 'ann@b..example', 'ann@b .example', 'a@b@c.example'])(
  'refuses %j',
  (text) => {
    expect(looksLikeAddress(text)).toBe(false);
  },
);

it('reads the domain behind the last @', () => {
  expect(domainOf('"a@b"@c.example')).toBe('c.example');
});
