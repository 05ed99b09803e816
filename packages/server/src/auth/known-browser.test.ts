import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { KnownBrowsers } from './known-browser.ts';

const browsers = new KnownBrowsers(randomBytes(32), () => false);
const cookie = browsers.remember('ada@example.com').split(';')[0] ?? '';

it('a browser is known for the address that was signed in with, and is another than any other', () => {
  expect(browsers.idOf(cookie, 'ada@example.com')).toMatch(/^[\w-]{22}$/);
  expect(browsers.idOf(cookie, 'ben@example.com')).toBeNull();
  expect(browsers.remember('ada@example.com')).not.toContain(cookie);
});

it.each([
  '',
  'mailroom.known_browser=',
  'mailroom.known_browser=a.b',
  `${cookie}x`,
  cookie.replace('=', '=x'),
])('the cookie %j makes no browser known', (altered) => {
  expect(browsers.idOf(altered, 'ada@example.com')).toBeNull();
});

it('a browser that another installation knows is not known here', () => {
  const other = new KnownBrowsers(randomBytes(32), () => false);
  expect(other.idOf(cookie, 'ada@example.com')).toBeNull();
});
