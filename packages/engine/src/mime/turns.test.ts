import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

const twoAtMost = (_: number, taken: readonly number[]) => taken.length < 2;

function lineOf(turns: Turns<number>, ...tasks: number[]): number[] {
  const line: number[] = [];
  for (const task of tasks) turns.join(line, task);
  return line;
}

describe('lines', () => {
  it('take turns, however long they are', () => {
    const turns = new Turns<number>();
    lineOf(turns, 1, 2, 3, 4, 5);
    lineOf(turns, 10);
    const taken = [];
    while (!turns.areOver) taken.push(turns.take(twoAtMost));
    expect(taken).toEqual([[1, 2], [10], [3, 4], [5]]);
    expect(turns.take(twoAtMost)).toEqual([]);
  });

  it('keep their turn when something is given back, and have one turn at a time', () => {
    const turns = new Turns<number>();
    const line = lineOf(turns, 1, 2, 3);
    lineOf(turns, 10);
    turns.giveBack(line, turns.take(twoAtMost).slice(1));
    expect([turns.take(twoAtMost), turns.take(twoAtMost), turns.areOver]).toEqual([[10], [2, 3], true]);
    turns.giveBack(line, [4]);
    expect(turns.takeAll()).toEqual([4]);
    expect(turns.areOver).toBe(true);
  });
});
