import { describe, expect, it } from 'vitest';
import { decideFolder } from './decide.ts';

const stored = { uidValidity: 14, uidNext: 100, highestModseq: null, listedFrom: 1, serverMessages: 50 };
const seen = { uidValidity: 14, uidNext: 100, exists: 50, highestModseq: null };
const condstore = { stored: { ...stored, highestModseq: '900' }, seen: { ...seen, highestModseq: '900' } };

describe('what a folder needs', () => {
  it('is a listing until one is complete', () => {
    const nothing = {
      uidValidity: null,
      uidNext: null,
      highestModseq: null,
      listedFrom: null,
      serverMessages: null,
    };
    expect(decideFolder(nothing, seen, 'all')).toEqual({ do: 'list' });
    expect(decideFolder({ ...stored, listedFrom: null, uidNext: null }, seen, 'all')).toEqual({ do: 'list' });
  });

  it('is a reset when UIDVALIDITY differs, even half-way through a listing', () => {
    expect(decideFolder(stored, { ...seen, uidValidity: 15 }, 'all')).toEqual({ do: 'reset' });
    expect(decideFolder({ ...stored, listedFrom: null }, { ...seen, uidValidity: 15 }, 'all')).toEqual({
      do: 'reset',
    });
  });

  it('is nothing when mod-sequence, UIDNEXT and count are as stored', () => {
    expect(decideFolder(condstore.stored, condstore.seen, 'all')).toEqual({ do: 'nothing' });
  });

  it('is a look at what changed when the mod-sequence grew, or the count shrank beneath the same one', () => {
    const grown = { ...condstore.seen, highestModseq: '901' };
    expect(decideFolder(condstore.stored, grown, 'all')).toEqual({
      do: 'changed-since',
      from: 100,
      modseq: '900',
    });
    const shrunk = { ...condstore.seen, exists: 49 };
    expect(decideFolder(condstore.stored, shrunk, 'all')).toMatchObject({ do: 'changed-since' });
  });

  it('is a full comparison when the server counts backwards', () => {
    expect(decideFolder(condstore.stored, { ...condstore.seen, highestModseq: '12' }, 'all')).toMatchObject({
      do: 'compare',
    });
    expect(decideFolder(condstore.stored, { ...condstore.seen, uidNext: 60 }, 'all')).toMatchObject({
      do: 'compare',
    });
  });

  it('compares mod-sequences as 63-bit numbers', () => {
    const big = { ...condstore.stored, highestModseq: '9007199254740993' };
    expect(decideFolder(big, { ...seen, highestModseq: '9007199254740992' }, 'all')).toMatchObject({
      do: 'compare',
    });
  });

  it('without mod-sequences is arrivals only where the counts prove that nothing else happened', () => {
    const arrived = { ...seen, uidNext: 103, exists: 53 };
    expect(decideFolder(stored, arrived, 'arrivals')).toEqual({ do: 'arrivals', from: 100 });
    expect(decideFolder(stored, { ...arrived, exists: 52 }, 'arrivals')).toEqual({
      do: 'compare',
      from: 100,
    });
    expect(decideFolder(stored, arrived, 'all')).toEqual({ do: 'compare', from: 100 });
    expect(decideFolder(stored, seen, 'arrivals')).toEqual({ do: 'nothing' });
  });

  it('without mod-sequences is a comparison when asked for all, since flags change no count', () => {
    expect(decideFolder(stored, seen, 'all')).toEqual({ do: 'compare', from: 100 });
  });

  it('is a comparison where the server keeps UIDNEXT to itself', () => {
    expect(decideFolder(stored, { ...seen, uidNext: null }, 'arrivals')).toEqual({
      do: 'compare',
      from: 100,
    });
  });
});
