import { expect, test } from 'vitest';
import { checkRegisteredUri, matchesRegistered } from './redirect-uris.ts';

test.each([
  ['http://mail.example/callback', /neither https/],
  [`https://mail.example/${'a'.repeat(256)}`, /256/],
  ['https://mail.example/(callback)', /contains one of/],
  ['https://mail.example/callback#here', /fragment/],
  ['/callback', /not an absolute URI/],
])('%s cannot be registered', (uri, rule) => {
  expect(() => checkRegisteredUri(uri, false)).toThrow(rule);
});

test('a query is allowed for work accounts only', () => {
  expect(() => checkRegisteredUri('https://mail.example/callback?app=1', false)).not.toThrow();
  expect(() => checkRegisteredUri('https://mail.example/callback?app=1', true)).toThrow(/query/);
});

test('plain http is for this machine', () => {
  expect(() => checkRegisteredUri('http://localhost:3300/callback', false)).not.toThrow();
  expect(() => checkRegisteredUri('http://127.0.0.1:3300/callback', false)).not.toThrow();
});

test('the port is ignored for localhost and for no other name', () => {
  expect(matchesRegistered('http://localhost:4000/callback', 'http://localhost/callback')).toBe(true);
  expect(matchesRegistered('http://localhost:4000/Callback', 'http://localhost/callback')).toBe(false);
  expect(matchesRegistered('http://localhost:4000/callback#x', 'http://localhost/callback')).toBe(false);
  expect(matchesRegistered('http://127.0.0.1:4000/callback', 'http://127.0.0.1:3300/callback')).toBe(false);
  expect(matchesRegistered('https://mail.example:444/callback', 'https://mail.example/callback')).toBe(false);
  expect(matchesRegistered('http://localhost.evil.example/callback', 'http://localhost/callback')).toBe(
    false,
  );
});
