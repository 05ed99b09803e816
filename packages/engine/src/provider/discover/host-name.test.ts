import { describe, expect, it } from 'vitest';
import { hostName, isWithin } from './host-name.ts';

describe('hostName', () => {
  it.each([
    ['imap.example.org', 'imap.example.org'],
    ['IMAP.Example.ORG.', 'imap.example.org'],
    ['imap.bücher.example', 'imap.xn--bcher-kva.example'],
    ['почта.рф', 'xn--80a1acny.xn--p1ai'],
    ['imap。example。org', 'imap.example.org'],
    ['1-800.example', '1-800.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('takes %s', (text, name) => {
    expect(hostName(text)).toBe(name);
  });

  it.each([
    '',
    'localhost',
    'imap',
    'imap..example',
    '.example.org',
    '-imap.example.org',
    'imap-.example.org',
    'im_ap.example.org',
    'imap.example.org/x',
    'imap.example.org:993',
    'user@imap.example.org',
    'imap.exa mple.org',
    'imap.exa\tmple.org',
    'imap.example.org\r\nEHLO',
    'imap.example.org\0.evil.example',
    'imap.exam\u202eple.org',
    'imap%2eexample.org',
    '*.example.org',
    '127.0.0.1',
    '127.1',
    'a.0x7f',
    'imap.1',
    '[::1]',
    '::1',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
  ])('refuses %j', (text) => {
    expect(hostName(text)).toBeNull();
  });
});

describe('isWithin', () => {
  it('counts whole labels', () => {
    expect(isWithin('example.org', 'example.org')).toBe(true);
    expect(isWithin('imap.example.org', 'example.org')).toBe(true);
    expect(isWithin('badexample.org', 'example.org')).toBe(false);
    expect(isWithin('example.org', 'imap.example.org')).toBe(false);
  });
});
