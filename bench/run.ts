/**
 * `npm run bench -- <name> [--json]`: measures against real servers and peers, all in one run, since absolute figures of a shared
 * machine mean little. With --json the last line on stdout is one JSON object and everything else goes to stderr.
 */
import '../scripts/node-version.ts';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../scripts/ensure-built.ts';

const [name = '', ...args] = process.argv.slice(2);
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace(/\.bench\.ts$/, ''));

if (!known.includes(name) || !existsSync(join(import.meta.dirname, `${name}.bench.ts`))) {
  console.error(
    `Which benchmark? One of: ${known.join(', ')}. For example: npm run bench -- ${known[0]} --json`,
  );
  process.exit(1);
}
await ensureBuilt();
const { bench }: { bench: (args: readonly string[]) => Promise<object> } = await import(`./${name}.bench.ts`);
const figures = await bench(args);
process.stdout.write(
  `${args.includes('--json') ? JSON.stringify(figures) : JSON.stringify(figures, null, 2)}\n`,
);
