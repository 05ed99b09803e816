/**
 * What every change has to stand: random schedules of faults, the same each time. New ones are for `npm run test:faults`, until those that
 * it found last are mended (faults/README.md, "Found and not mended yet").
 */
import { expect, it } from 'vitest';
import { availableKinds, report, runBatch, seedsOf, summary } from './schedule/batch.ts';

const seed = '2026';
const schedules = 60;

it('after any of the known schedules of faults the store is what the server holds', async () => {
  const told: string[] = [];
  const figures = await runBatch({
    seeds: seedsOf(seed, schedules),
    kinds: availableKinds(),
    onMismatch: (schedule, mismatches) => told.push(report(schedule, mismatches)),
  });
  console.error(`seed ${seed}: ${summary(figures)}`);
  expect(told.join('\n\n')).toBe('');
  expect(figures.schedules).toBe(schedules);
}, 1_200_000);
