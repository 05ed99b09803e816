import { describe, expect, it } from 'vitest';
import { isCrossSite } from './cross-site.ts';

const own = 'https://mail.example.com';
const host = 'mail.example.com';

describe('a request', () => {
  it.each([
    ['of our own page', { host, origin: own, 'sec-fetch-site': 'same-origin' }],
    ['typed or bookmarked by a person', { host, 'sec-fetch-site': 'none' }],
    ['of our own page in a browser without Fetch Metadata', { host, origin: own }],
    ['of our own page under a second name', { host: '127.0.0.1:3300', origin: 'http://127.0.0.1:3300' }],
    ['of a program', { host }],
  ])('%s is ours', (_, headers) => {
    expect(isCrossSite(headers, own)).toBe(false);
  });

  it.each([
    ['of another site', { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of a sibling host', { host, origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }],
    ['of another site in a browser without Fetch Metadata', { host, origin: 'https://evil.example' }],
    ['of a sandboxed frame', { host, origin: 'null' }],
    ['of the same host on another port', { host, origin: 'https://mail.example.com:8443' }],
    [
      'whose own origin is contradicted by Fetch Metadata',
      { host, origin: own, 'sec-fetch-site': 'cross-site' },
    ],
  ])('%s is another site’s', (_, headers) => {
    expect(isCrossSite(headers, own)).toBe(true);
  });
});
