import { describe, expect, it } from 'vitest';
import { allowanceOf } from './allowance.ts';

const day = 1_000;
const at = (hour: number, minutes = 0) => new Date((hour * 60 + minutes) * 60_000);

describe('what is left of a day’s allowance', () => {
  it('is enough below four fifths of it', () => {
    expect(allowanceOf([], day, at(100))).toEqual({ left: 'enough', used: 0, enoughFrom: null });
    const received = [
      { hour: 90, octets: 400 },
      { hour: 100, octets: 399 },
    ];
    expect(allowanceOf(received, day, at(100))).toEqual({ left: 'enough', used: 799, enoughFrom: null });
  });

  it('is a reserve above, until the hours that used it are a day ago', () => {
    const received = [
      { hour: 90, octets: 101 },
      { hour: 95, octets: 200 },
      { hour: 100, octets: 599 },
    ];
    expect(allowanceOf(received, day, at(100))).toMatchObject({ left: 'reserve', enoughFrom: at(115) });
    expect(allowanceOf([{ hour: 100, octets: 800 }], day, at(100, 59))).toEqual({
      left: 'reserve',
      used: 800,
      enoughFrom: at(125),
    });
  });

  it('is nothing when all of it is used', () => {
    const received = [
      { hour: 99, octets: 500 },
      { hour: 100, octets: 500 },
    ];
    expect(allowanceOf(received, day, at(100))).toMatchObject({ left: 'none', enoughFrom: at(124) });
  });

  it('counts an hour until its last moment is a day ago', () => {
    const received = [{ hour: 76, octets: 900 }];
    expect(allowanceOf(received, day, at(100, 59)).left).toBe('reserve');
    expect(allowanceOf(received, day, at(101)).left).toBe('enough');
  });
});
