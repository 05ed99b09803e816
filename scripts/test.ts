/**
 * `npm test`: everything that has to hold, in the order that fails fastest. Arguments go to Vitest, e.g.
 * `npm test -- --project plain packages/engine`; with arguments the static checks are left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './node-version.ts';
import { ensureDebianPackages } from './debian-packages.ts';
import { ensureBuilt } from './ensure-built.ts';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');
const chosen = process.argv.slice(2);

const problem = ensureDebianPackages();
if (problem) stop(problem);

if (chosen.length === 0) {
  step('Format and lint', 'biome', ['check', '.']);
  step('Types', 'tsc', ['-p', '.']);
  step('Import directions', 'depcruise', [
    'packages',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
  ]);
}
await ensureBuilt();

const reports = mkdtempSync(join(tmpdir(), 'mailroom-tests-'));
const report = join(reports, 'vitest.json');
console.error('Tests');
const { status } = spawnSync(
  join(bin, 'vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...chosen],
  { cwd: root, stdio: 'inherit' },
);
tell(report);
rmSync(reports, { recursive: true });
process.exit(status ?? 1);

function step(name: string, program: string, args: string[]): void {
  console.error(name);
  const { status } = spawnSync(join(bin, program), args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) stop(`${name} failed.`);
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function tell(path: string): void {
  const counted: { numPassedTests: number; numFailedTests: number; numPendingTests: number } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const skipped = counted.numPendingTests > 0 ? `, ${counted.numPendingTests} skipped` : '';
  console.error(`${counted.numPassedTests} passed, ${counted.numFailedTests} failed${skipped}`);
}
