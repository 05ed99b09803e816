import { describe, expect, it } from 'vitest';
import { allOf, begunSelection, extended, noSelection, type Selection, toggled } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = ({ ids }: Selection) => [...ids].sort().join('');

describe('choosing one by one', () => {
  it('takes what was not chosen and gives back what was', () => {
    const both = toggled(toggled(noSelection, 'b'), 'd');
    expect(chosen(both)).toBe('bd');
    expect(chosen(toggled(both, 'b'))).toBe('d');
  });

  it('is over with the last one given back, even where it was begun with nothing chosen', () => {
    const one = toggled(begunSelection, 'b');
    expect(one.begun).toBe(true);
    expect(toggled(one, 'b').begun).toBe(false);
  });
});

describe('a range', () => {
  it('begins at what was chosen last, in either direction', () => {
    const one = toggled(noSelection, 'c');
    expect(chosen(extended(one, order, 'a', 'e'))).toBe('cde');
    expect(chosen(extended(one, order, 'a', 'a'))).toBe('abc');
  });

  it('begins at the current row when nothing was chosen, and at its own end when there is none', () => {
    expect(chosen(extended(noSelection, order, 'b', 'd'))).toBe('bcd');
    expect(chosen(extended(noSelection, order, null, 'd'))).toBe('d');
  });

  it('follows its end back, and gives back nothing that was chosen before it', () => {
    const before = toggled(toggled(noSelection, 'a'), 'c');
    const wide = extended(before, order, 'c', 'e');
    expect(chosen(wide)).toBe('acde');
    expect(chosen(extended(wide, order, 'e', 'd'))).toBe('acd');
    expect(chosen(extended(wide, order, 'e', 'b'))).toBe('abc');
  });

  it('begins anew at the current row when its beginning has left the list, or was given back', () => {
    const left = { ...toggled(noSelection, 'x'), anchor: 'x' };
    expect(chosen(extended(left, order, 'b', 'c'))).toBe('bcx');
    const back = toggled(toggled(noSelection, 'a'), 'a');
    expect(chosen(extended(back, order, 'd', 'e'))).toBe('de');
  });

  it('goes to no row that the list does not show', () => {
    const one = toggled(noSelection, 'c');
    expect(extended(one, order, 'a', 'x')).toBe(one);
  });
});

it('takes all that the list has loaded', () => {
  expect(chosen(allOf(order))).toBe('abcde');
});
