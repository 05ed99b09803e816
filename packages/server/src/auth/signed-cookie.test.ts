import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedCookie } from './signed-cookie.ts';

const secret = 'x'.repeat(44);
const other = 'y'.repeat(44);

function header(name: string, value: string): string {
  const signature = createHmac('sha256', secret).update(value).digest('base64');
  return `${name}=${encodeURIComponent(`${value}.${signature}`)}`;
}

describe('a signed cookie', () => {
  it('is read wherever it stands among others', () => {
    const cookie = header('session', 'a.b/c+d=é');
    expect(signedCookie(cookie, 'session', secret)).toBe('a.b/c+d=é');
    expect(signedCookie(`theme=dark; ${cookie}; lang=fr`, 'session', secret)).toBe('a.b/c+d=é');
  });

  it('is nothing when its value, its signature or its name is another', () => {
    const cookie = header('session', 'abcdef');
    expect(signedCookie(cookie.replace('abcdef', 'abcdeg'), 'session', secret)).toBeUndefined();
    expect(signedCookie(cookie, 'session', other)).toBeUndefined();
    expect(signedCookie(cookie, 'sess', secret)).toBeUndefined();
    expect(signedCookie(cookie.replace('session', 'x-session'), 'session', secret)).toBeUndefined();
    expect(signedCookie(cookie.slice(0, -8), 'session', secret)).toBeUndefined();
  });

  it('is nothing where there is no signature, no cookie, or an encoding that says nothing', () => {
    for (const text of [
      '',
      'session',
      'session=',
      'session=abc',
      'session=.abc',
      'session=abc.',
      'session=%E0%A4%A',
    ]) {
      expect(signedCookie(text, 'session', secret)).toBeUndefined();
    }
  });
});
