/**
 * What every change has to stand: random schedules of faults, half of them the same each time, half of them new ones. A new one that fails
 * is told with the command that repeats it.
 */
import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { availableKinds, report, runBatch, seedsOf, summary } from './schedule/batch.ts';

const known = '2026';
const fresh = String(randomInt(2 ** 32));
const schedulesOfEach = 30;

it('after any schedule of faults, known or new, the store is what the server holds', async () => {
  const told: string[] = [];
  const figures = await runBatch({
    seeds: [...seedsOf(known, schedulesOfEach), ...seedsOf(fresh, schedulesOfEach)],
    kinds: availableKinds(),
    onMismatch: (schedule, mismatches) => {
      const again = `npm run test:faults -- --replay ${schedule.seed}`;
      told.push(`${report(schedule, mismatches)}\n  again: ${again}`);
    },
  });
  console.error(`seeds ${known} and ${fresh}: ${summary(figures)}`);
  expect(told.join('\n\n')).toBe('');
  expect(figures.schedules).toBe(2 * schedulesOfEach);
}, 1_200_000);
