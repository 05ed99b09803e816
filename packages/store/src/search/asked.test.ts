import { expect, it } from 'vitest';
import { readAsked } from './asked.ts';

it('takes filters out from among the words, several of a kind as alternatives', () => {
  expect(
    readAsked('invoice Account:Sales@example.com  domain:a.com,b.com, DOMAIN:c.com march address:x@y'),
  ).toEqual({
    words: 'invoice march',
    accounts: ['Sales@example.com'],
    addresses: ['x@y'],
    domains: ['a.com', 'b.com', 'c.com'],
  });
});

it.each(['subject:report', 'domain:', 'https://example.com', 'xdomain:a.com', '"domain:a.com"'])(
  'leaves %j as words',
  (text) => {
    expect(readAsked(text)).toEqual({ words: text, accounts: [], addresses: [], domains: [] });
  },
);
