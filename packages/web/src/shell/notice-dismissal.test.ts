import type { CredentialNotice } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { dismissalMark, shownNotices } from './notice-dismissal.ts';

const notice = (days: number, part: Partial<CredentialNotice> = {}): CredentialNotice => ({
  kind: 'credential-expires',
  providerAppId: '1',
  name: 'Contoso',
  credentialId: 'c1',
  expires: '2026-12-01',
  days,
  covered: false,
  ...part,
});
const marks = (days: number, today: string) => new Set([dismissalMark(notice(days), today) ?? '']);

describe('a notice that was put aside', () => {
  it('stays away until the next threshold while there is time', () => {
    const dismissed = marks(40, '2026-10-22');
    expect(shownNotices([notice(15)], dismissed, '2026-11-16')).toEqual([]);
    expect(shownNotices([notice(14)], dismissed, '2026-11-17')).toHaveLength(1);
  });

  it('comes back the next day in the last two weeks', () => {
    const dismissed = marks(10, '2026-11-21');
    expect(shownNotices([notice(10)], dismissed, '2026-11-21')).toEqual([]);
    expect(shownNotices([notice(9)], dismissed, '2026-11-22')).toHaveLength(1);
  });

  it.each([3, 0, -1])('cannot be put aside with %i days left', (days) => {
    expect(dismissalMark(notice(days), '2026-11-21')).toBeNull();
  });

  it('is another credential’s business alone', () => {
    const other = notice(40, { credentialId: 'c2' });
    expect(shownNotices([notice(40), other], marks(40, '2026-10-22'), '2026-10-22')).toEqual([other]);
  });
});

it('shows the most urgent first, and none that another credential covers', () => {
  const [late, soon, covered] = [notice(50), notice(2), notice(1, { covered: true })];
  expect(shownNotices([late, covered, soon], new Set(), '2026-11-21')).toEqual([soon, late]);
});
