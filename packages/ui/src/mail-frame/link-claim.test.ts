import { describe, expect, it } from 'vitest';
import { deceptiveLink } from './link-claim.ts';
import { readReport, tallestFrame } from './protocol.ts';

describe('deceptiveLink', () => {
  it.each([
    ['https://www.bank.example/x', 'https://bank.example/y'],
    ['bank.example', 'https://login.bank.example/'],
    ['login.bank.example', 'https://bank.example/'],
    ['Click here', 'https://evil.test/'],
    ['report.pdf', 'mailto:a@b.test'],
    ['Version 2.10.2', 'https://a.test/'],
    ['你好.test/路径', 'https://xn--6qq79v.test/'],
  ])('trusts %j for %s', (text, href) => {
    expect(deceptiveLink(text, href)).toBeNull();
  });
  it.each([
    ['https://bank.example/', 'https://evil.test/', 'evil.test'],
    ['www.bank.example', 'https://bank.example.evil.test/', 'bank.example.evil.test'],
    ['https://bank.example', 'https://bank.example@evil.test/', 'evil.test'],
    ['https://apple.com', 'https://аррle.com/', 'xn--'],
  ])('warns that %j opens %s', (text, href, actual) => {
    const found = deceptiveLink(text, href);
    expect(found).not.toBeNull();
    expect(found?.actual.startsWith(actual)).toBe(true);
  });
});

describe('readReport', () => {
  it('reads reports in their exact shape and nothing else', () => {
    expect(readReport({ mailroom: 'height', height: 12.2 })).toEqual({ mailroom: 'height', height: 13 });
    expect(readReport({ mailroom: 'height', height: 1e9 })).toEqual({
      mailroom: 'height',
      height: tallestFrame,
    });
    for (const data of [
      null,
      'ready',
      [],
      { mailroom: 'height', height: Number.NaN },
      { mailroom: 'deceptive', href: 'javascript:alert(1)', claimed: 'a', actual: 'b' },
      { mailroom: 'key', key: 5, shiftKey: false },
      { mailroom: 'other' },
    ]) {
      expect(readReport(data)).toBeNull();
    }
  });
});
