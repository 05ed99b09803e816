/** What every change has to stand: 60 random schedules of faults, half of them the same each time, half of them new. */
import { expect, it } from 'vitest';
import { availableKinds, report, runBatch, seedsOf, summary } from './schedule/batch.ts';

const half = 30;

async function run(seed: string): Promise<void> {
  const told: string[] = [];
  const figures = await runBatch({
    seeds: seedsOf(seed, half),
    kinds: availableKinds(),
    onMismatch: (schedule, mismatches) => told.push(report(schedule, mismatches)),
  });
  console.error(`seed ${seed}: ${summary(figures)}`);
  expect(told.join('\n\n')).toBe('');
  expect(figures.schedules).toBe(half);
}

it('after any of the known schedules of faults the store is what the server holds', async () => {
  await run('mailroom');
}, 600_000);

it('after any schedule of faults the store is what the server holds', async () => {
  await run(String(Math.floor(Math.random() * 2 ** 32)));
}, 600_000);
