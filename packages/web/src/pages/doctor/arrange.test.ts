import { type CheckId, type CheckResult, checkId } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { arrange, halves } from './arrange.ts';

const check = (id: CheckId, part: Partial<CheckResult> = {}): CheckResult => ({
  id,
  state: 'right',
  asked: 'GET /',
  answered: 'HTTP 200',
  finding: null,
  code: null,
  detail: {},
  skipped: null,
  where: null,
  ...part,
});
const ids = (checks: readonly CheckResult[]): CheckId[] => checks.map(({ id }) => id);

describe('the arrangement of a report', () => {
  it('puts what is wrong before what is unsure, each in the order of the checks', () => {
    const { attention, right } = arrange([
      check('clock', { state: 'unsure' }),
      check('authority', { state: 'wrong' }),
      check('registration'),
      check('secret', { state: 'wrong' }),
    ]);
    expect(ids(attention)).toEqual(['authority', 'secret', 'clock']);
    expect(ids(right)).toEqual(['registration']);
  });

  it('has no rehearsal, and does not list its checks as left out, while no mailbox was chosen', () => {
    const none = { state: 'skipped', skipped: 'no-mailbox-chosen' } as const;
    const { rehearsal, skipped } = arrange([
      check('secret', { state: 'skipped', skipped: 'tenant-not-named' }),
      check('rehearsal-imap', none),
      check('rehearsal-smtp', none),
    ]);
    expect(rehearsal).toEqual([]);
    expect(ids(skipped)).toEqual(['secret']);
  });

  it('shows the halves that were rehearsed side by side, also where one failed', () => {
    const { rehearsal, attention } = arrange([
      check('rehearsal-refresh'),
      check('rehearsal-imap'),
      check('rehearsal-smtp', { state: 'wrong', finding: 'smtp-switched-off-for-tenant' }),
    ]);
    expect(rehearsal.map(({ half, checks }) => [half, ids(checks)])).toEqual([
      ['access', ['rehearsal-refresh']],
      ['receiving', ['rehearsal-imap']],
      ['sending', ['rehearsal-smtp']],
    ]);
    expect(ids(attention)).toEqual(['rehearsal-smtp']);
  });

  it('has a half for every check of the rehearsal', () => {
    const all = checkId.options.filter((id) => id.startsWith('rehearsal-'));
    expect(Object.values(halves).flat().sort()).toEqual(all.sort());
  });
});
