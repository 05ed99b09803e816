import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';
import { dark, light, pairs } from './tokens.ts';

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s palette', (_, palette) => {
  it.each(pairs)('sets %s on %s with at least 4.5:1', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#2b59c3', '#2b59c3')).toBe(1);
  });
});
