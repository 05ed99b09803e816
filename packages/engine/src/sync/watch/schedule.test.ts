import { describe, expect, it } from 'vitest';
import { dueLook, type FolderHistory, nextBusyGlance } from './schedule.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = 100 * 24 * hour;
const never: FolderHistory = {
  changedAt: null,
  glancedAt: null,
  comparedAt: null,
  refusals: 0,
  refusedAt: null,
};
const ago = (minutes: number) => now - minutes * minute;
const plain = { inbox: false, modseq: false, messages: 1_000 };
const condstore = { ...plain, modseq: true };

describe('a folder', () => {
  it('is looked at whole when it has not been since the start', () => {
    expect(dueLook(never, condstore, now)).toBe('all');
    expect(dueLook(never, plain, now)).toBe('all');
  });

  it.each([
    [30, 1],
    [120, 5],
    [2_000, 5],
  ])('that changed %i minutes ago is glanced at every %i', (changed, every) => {
    const history = { ...never, changedAt: ago(changed), comparedAt: ago(0) };
    expect(dueLook({ ...history, glancedAt: ago(every) }, condstore, now)).toBe('glance');
    expect(dueLook({ ...history, glancedAt: ago(every) + 1 }, condstore, now)).toBeNull();
  });

  it.each([
    [30, 5],
    [120, 15],
    [2_000, 60],
  ])('without mod-sequences that changed %i minutes ago is compared every %i', (changed, every) => {
    const history = { ...never, changedAt: ago(changed), glancedAt: ago(0) };
    expect(dueLook({ ...history, comparedAt: ago(every) }, plain, now)).toBe('all');
    expect(dueLook({ ...history, comparedAt: ago(every) + 1 }, plain, now)).toBeNull();
  });

  it('of a million messages is compared ten times as rarely as one of a hundred thousand', () => {
    const history = { ...never, glancedAt: ago(0) };
    const inbox = { ...plain, inbox: true };
    expect(dueLook({ ...history, comparedAt: ago(5) }, { ...inbox, messages: 100_000 }, now)).toBe('all');
    expect(dueLook({ ...history, comparedAt: ago(49) }, { ...inbox, messages: 1_000_000 }, now)).toBeNull();
    expect(dueLook({ ...history, comparedAt: ago(50) }, { ...inbox, messages: 1_000_000 }, now)).toBe('all');
  });

  it('with mod-sequences is verified once a day', () => {
    const history = { ...never, glancedAt: ago(0) };
    expect(dueLook({ ...history, comparedAt: ago(24 * 60) }, condstore, now)).toBe('verify');
    expect(dueLook({ ...history, comparedAt: ago(24 * 60 - 1) }, condstore, now)).toBeNull();
  });

  it('that refuses to be opened is tried again, later each time', () => {
    const refused = (refusals: number, minutes: number) =>
      dueLook({ ...never, refusals, refusedAt: ago(minutes) }, plain, now);
    expect(refused(1, 4)).toBeNull();
    expect(refused(1, 5)).toBe('all');
    expect(refused(3, 59)).toBeNull();
    expect(refused(3, 60)).toBe('all');
    expect(refused(50, 24 * 60 - 1)).toBeNull();
    expect(refused(50, 24 * 60)).toBe('all');
  });
});

describe('the next glance of its own', () => {
  it('is a busy folder’s, a minute after the last one', () => {
    expect(nextBusyGlance({ ...never, changedAt: ago(10), glancedAt: now - 20_000 }, now)).toBe(40_000);
    expect(nextBusyGlance({ ...never, changedAt: ago(10), glancedAt: ago(9) }, now)).toBe(0);
  });

  it('is nobody’s among folders that are not', () => {
    expect(nextBusyGlance({ ...never, changedAt: ago(61), glancedAt: ago(9) }, now)).toBeNull();
    expect(nextBusyGlance(never, now)).toBeNull();
  });
});
