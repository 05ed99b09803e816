import { describe, expect, it } from 'vitest';
import { SecretBox, SecretUnreadable } from './secret-box.ts';
import { purposeKey, SecretKeyInvalid } from './secret-key.ts';

const key = purposeKey('42'.repeat(32), 'test');
const place = { table: 'credentials', row: 7, column: 'refresh_token' };
const box = new SecretBox(key);

/** The text with one bit of one of its parts turned over. */
function tampered(sealed: string, part: 1 | 2 | 3): string {
  const parts = sealed.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  parts[part] = bytes.toString('base64url');
  return parts.join('.');
}

describe('SecretBox', () => {
  it('opens what it sealed, whatever the text', () => {
    for (const text of ['', 'a', 'пароль 密码 \u{1F511}', 'x'.repeat(100_000)]) {
      expect(box.open(box.seal(text, place), place)).toBe(text);
    }
  });

  it('never seals the same text alike, and shows nothing of it', () => {
    const one = box.seal('canary-secret', place);
    expect(box.seal('canary-secret', place)).not.toBe(one);
    expect(one).not.toContain('canary');
    expect(Buffer.from(one, 'base64url').toString()).not.toContain('canary');
  });

  it('does not open with another key', () => {
    const other = new SecretBox(purposeKey('43'.repeat(32), 'test'));
    expect(() => other.open(box.seal('secret', place), place)).toThrow(SecretUnreadable);
  });

  it.each([
    ['IV', 1],
    ['tag', 2],
    ['text', 3],
  ] as const)('does not open with a tampered %s', (_name, part) => {
    expect(() => box.open(tampered(box.seal('secret', place), part), place)).toThrow(SecretUnreadable);
  });

  it.each([
    ['row', { ...place, row: 8 }],
    ['column', { ...place, column: 'access_token' }],
    ['table', { ...place, table: 'provider_apps' }],
  ])('does not open in another %s', (_name, other) => {
    expect(() => box.open(box.seal('secret', place), other)).toThrow(SecretUnreadable);
  });

  it('does not open when anything was cut off', () => {
    const sealed = box.seal('secret', place);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => box.open(sealed.slice(0, length), place)).toThrow(SecretUnreadable);
    }
    const [version, iv, tag = '', text] = sealed.split('.');
    const shortTag = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => box.open([version, iv, shortTag, text].join('.'), place)).toThrow(SecretUnreadable);
  });

  it('does not open a version that it does not know', () => {
    expect(() => box.open(box.seal('secret', place).replace('v1', 'v2'), place)).toThrow(SecretUnreadable);
  });

  it('says where the secret is, never what it is', () => {
    const sealed = box.seal('canary-secret', place);
    try {
      box.open(sealed, { ...place, row: 8 });
      expect.unreachable();
    } catch (thrown) {
      expect(String(thrown)).toContain('credentials 8 refresh_token');
      expect(String(thrown)).not.toContain(sealed);
    }
  });
});

describe('purposeKey', () => {
  it('takes 32 bytes as hex, base64 or base64url', () => {
    const bytes = Buffer.from('fb'.repeat(32), 'hex');
    const hex = purposeKey(bytes.toString('hex'), 'p');
    expect(purposeKey(bytes.toString('base64'), 'p')).toEqual(hex);
    expect(purposeKey(`${bytes.toString('base64url')}\n`, 'p')).toEqual(hex);
    expect(hex).toHaveLength(32);
    expect(hex).not.toEqual(bytes);
  });

  it('gives another key for another purpose', () => {
    expect(purposeKey('42'.repeat(32), 'a')).not.toEqual(purposeKey('42'.repeat(32), 'b'));
  });

  it.each(['', 'short', '42'.repeat(31), '42'.repeat(33), 'correct horse battery staple'])(
    'refuses %j without repeating it',
    (text) => {
      expect(() => purposeKey(text, 'p')).toThrow(SecretKeyInvalid);
      expect(new SecretKeyInvalid().message).not.toContain('horse');
    },
  );
});
