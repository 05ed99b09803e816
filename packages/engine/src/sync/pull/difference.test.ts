import { describe, expect, it } from 'vitest';
import { flagDifference, isSuspicious, uidDifference } from './difference.ts';

const place = (uid: number, ...flags: string[]) => ({ uid, flags });

describe('the difference between store and server', () => {
  it('is what is gone and what is missing', () => {
    expect(uidDifference([place(1), place(2), place(5)], [2, 5, 6])).toEqual({ gone: [1], missing: [6] });
  });

  it('is empty when nothing changed, so that nothing is written', () => {
    expect(flagDifference([place(1, '\\Seen')], [place(1, '\\Seen')])).toEqual([]);
  });

  it('names flags that changed, not messages that are not stored', () => {
    expect(flagDifference([place(1), place(2)], [place(1, '\\Seen'), place(2), place(3, '\\Seen')])).toEqual([
      place(1, '\\Seen'),
    ]);
  });
});

describe('many messages gone at once', () => {
  it('are suspicious when they are a large share of the folder', () => {
    expect(isSuspicious(60, 60)).toBe(true);
    expect(isSuspicious(300, 1_000)).toBe(true);
    expect(isSuspicious(5, 6)).toBe(false);
    expect(isSuspicious(100, 10_000)).toBe(false);
  });
});
