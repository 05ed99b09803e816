/** `npm run demo`: Mailroom with a practice provider, for a person to walk through, or walked through without one. */
import '../../../../scripts/node-version.ts';
import { ensureBuilt } from '../../../../scripts/ensure-built.ts';
import { type DemoOptions, readOptions, usage } from './options.ts';
import { runDemo } from './run-demo.ts';
import { ServerDidNotStart } from './server-process.ts';
import { runWalk } from './walk/run-walk.ts';
import { WalkFailed } from './walk/walk-failed.ts';

async function run(options: DemoOptions): Promise<number> {
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  await ensureBuilt();
  return options.walk ? runWalk(options) : runDemo(options);
}

try {
  process.exitCode = await run(readOptions(process.argv.slice(2)));
} catch (thrown) {
  process.exitCode = 1;
  // What the server could not start for, it has said itself, in one sentence.
  if (thrown instanceof WalkFailed || thrown instanceof RangeError) {
    process.stderr.write(`${thrown.message}\n`);
  } else if (!(thrown instanceof ServerDidNotStart)) {
    console.error(thrown);
  }
}
