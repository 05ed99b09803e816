import { describe, expect, it } from 'vitest';
import { startChoices } from './start-choices.ts';

const now = new Date('2026-11-21T17:00:00Z');

describe('the first date to choose', () => {
  it('is any where the organisation has decided nothing', () => {
    expect(startChoices(null, now)).toEqual({
      kinds: ['last-month', 'three-months', 'year', 'everything', 'date'],
      earliest: null,
    });
  });

  it('is none that the organisation would refuse', () => {
    expect(startChoices({ kind: 'three-months' }, now)).toEqual({
      kinds: ['last-month', 'three-months', 'date'],
      earliest: '2026-08-21',
    });
    expect(startChoices({ kind: 'date', date: '2026-11-01' }, now)).toEqual({
      kinds: ['date'],
      earliest: '2026-11-01',
    });
  });
});
