import { describe, expect, it } from 'vitest';
import { InlineTokens } from './inline-token.ts';
import { rasterType } from './raster-type.ts';

describe('the token of inline images', () => {
  const tokens = new InlineTokens(Buffer.alloc(32, 1));
  const now = new Date('2026-11-20T12:00:00Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

  it('names its message and person for an hour', () => {
    const grant = { messageId: '42', personId: 'ada' };
    const token = tokens.issue(grant, now);
    expect(tokens.grantOf(token, later(59))).toEqual(grant);
    expect(tokens.grantOf(token, later(60))).toBeNull();
  });

  it('cannot be made for another message, or with another key', () => {
    const token = tokens.issue({ messageId: '42', personId: 'ada' }, now);
    const [, mac] = token.split('.');
    const forged = `${Buffer.from(`43 ada ${later(60).getTime()}`).toString('base64url')}.${mac}`;
    expect(tokens.grantOf(forged, now)).toBeNull();
    expect(new InlineTokens(Buffer.alloc(32, 2)).grantOf(token, now)).toBeNull();
  });

  it.each(['', '.', 'a.b', 'x'.repeat(5000)])('is not %j', (text) => {
    expect(tokens.grantOf(text, now)).toBeNull();
  });
});

describe('an inline image', () => {
  it.each([
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/gif', [...Buffer.from('GIF89a')]],
    ['image/webp', [...Buffer.from('RIFF1234WEBP')]],
    ['image/bmp', [...Buffer.from('BM1234')]],
  ])('is %s by its first bytes', (type, bytes) => {
    expect(rasterType(Uint8Array.from(bytes))).toBe(type);
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<!doctype html>',
    '<?xml version="1.0"?>',
    '',
    'GIF',
  ])('is nothing to show when it begins with %j', (text) => {
    expect(rasterType(Buffer.from(text))).toBeNull();
  });
});
