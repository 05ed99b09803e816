/**
 * `npm run test:access -- --json`: a world of six people, two groups and eight accounts, every route with everybody's ids as everybody,
 * with keys, without a session and from another installation, compared with an independent statement of who may see what
 * (access/statement.ts). The last line on stdout is the result.
 */
import './node-version.ts';
import { parseArgs } from 'node:util';
import { probe } from '../access/probe.ts';
import { openWorld } from '../access/world.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const world = await openWorld();
try {
  const { routes, requests, leaks, wronglyDenied, withdrawnAfter } = await probe(world);
  for (const leak of leaks) process.stderr.write(`leak: ${leak}\n`);
  for (const denial of wronglyDenied) process.stderr.write(`wrongly denied: ${denial}\n`);
  process.stderr.write(`An open stream was told of withdrawn access after ${withdrawnAfter} ms\n`);
  const result = { routes, requests, leaks: leaks.length, wronglyDenied: wronglyDenied.length };
  const told = `${routes} routes, ${requests} requests: ${leaks.length} leaks, ${wronglyDenied.length} wrongly denied`;
  process.stdout.write(`${values.json ? JSON.stringify(result) : told}\n`);
  process.exitCode = leaks.length + wronglyDenied.length === 0 ? 0 : 1;
} finally {
  await world.close();
}
