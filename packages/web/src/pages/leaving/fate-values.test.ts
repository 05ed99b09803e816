import { describe, expect, it } from 'vitest';
import { fateOf, undecided } from './fate-values.ts';

describe('what becomes of an account', () => {
  it('is nothing yet while a field is missing', () => {
    expect(fateOf(undecided, 'me')).toBeNull();
    expect(fateOf({ ...undecided, kind: 'hand-over' }, 'me')).toBeNull();
    expect(fateOf({ ...undecided, kind: 'purge' }, 'me')).toBeNull();
  });

  it('owes a reason where somebody takes it over themselves, and only there', () => {
    const toMe = { ...undecided, kind: 'hand-over', to: 'me' } as const;
    expect(fateOf({ ...toMe, reason: 'short' }, 'me')).toBeNull();
    expect(fateOf({ ...toMe, reason: 'Nobody else is left' }, 'me')).toMatchObject({
      reason: 'Nobody else is left',
    });
    expect(fateOf({ ...toMe, reason: 'Nobody else is left', to: 'her' }, 'me')).toMatchObject({
      reason: null,
    });
  });

  it('is kept until a day, or until somebody decides', () => {
    expect(fateOf({ ...undecided, kind: 'keep' }, 'me')).toEqual({ kind: 'keep', until: null });
    expect(fateOf({ ...undecided, kind: 'keep', until: '2027-01-31' }, 'me')).toEqual({
      kind: 'keep',
      until: '2027-01-31',
    });
  });
});
