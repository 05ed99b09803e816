import { describe, expect, it } from 'vitest';
import { folderGap, missingMessages } from './folder-gap.ts';

const folder = {
  selectable: true,
  label: false,
  refusal: null,
  onServer: 100,
  stored: 100,
  beforeStart: 0,
  unanswered: 0,
};

describe('what a folder’s counts tell', () => {
  it.each([
    ['all is here', {}, { kind: 'complete', older: 0, unanswered: 0 }],
    ['some are still to come', { stored: 90 }, { kind: 'missing', messages: 10 }],
    [
      'the rest is older than the start',
      { stored: 90, beforeStart: 10 },
      { kind: 'complete', older: 10, unanswered: 0 },
    ],
    ['some of the rest is', { stored: 80, beforeStart: 15 }, { kind: 'missing', messages: 5 }],
    [
      'nobody has counted what is older',
      { stored: 80, beforeStart: null },
      { kind: 'uncounted', messages: 20 },
    ],
    ['all is here, whatever is older', { beforeStart: null }, { kind: 'complete', older: 0, unanswered: 0 }],
    [
      'the provider gives nothing of two',
      { stored: 98, unanswered: 2 },
      { kind: 'complete', older: 0, unanswered: 2 },
    ],
    ['one was just removed at the provider', { onServer: 99 }, { kind: 'ahead', messages: 1 }],
    ['it was never asked', { onServer: null }, { kind: 'unknown' }],
    [
      'it does not open',
      { refusal: { failure: 'folder-not-selectable', at: '2026-11-20T12:00:00Z' } },
      { kind: 'refused' },
    ],
    ['it holds folders alone', { selectable: false, onServer: null }, { kind: 'folders-alone' }],
  ] as const)('%s', (_, over, gap) => {
    expect(folderGap({ ...folder, ...over })).toEqual(gap);
  });

  it('adds up what is to come, and counts no message twice that a label shows', () => {
    const some = [folder, { ...folder, stored: 97 }, { ...folder, stored: 60, label: true }];
    expect(missingMessages(some)).toBe(3);
  });
});
