/**
 * `npm run test:faults -- --schedules 1000 --seed S`: random schedules of faults against the real engine and store, each judged by an
 * independent client (faults/README.md). The last line on stdout is the result; every mismatch comes with the command that repeats it.
 */
import './node-version.ts';
import { parseArgs } from 'node:util';
import { availableKinds, report, runBatch, seedsOf, summary } from '../faults/schedule/batch.ts';
import { type ServerKind, serverKinds } from '../faults/server/mail-server.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    /** One schedule alone, by the seed that a mismatch named. */
    replay: { type: 'string' },
    /** Kinds of server, separated by commas. Default all that there are. */
    servers: { type: 'string' },
    lanes: { type: 'string', default: '2' },
  },
});

const kinds = values.servers === undefined ? serverKinds : values.servers.split(',').map(kindNamed);
const missing = kinds.filter((kind) => !availableKinds().includes(kind));
if (missing.length > 0)
  stop('Dovecot is not installed. Leave it out: --servers outlook,outlook-rev2,gmail,dovecot,plain');
const schedules = Number(values.schedules);
if (!Number.isInteger(schedules) || schedules < 1) stop('How many schedules? For example --schedules 1000');

const seeds = values.replay === undefined ? seedsOf(values.seed, schedules) : [values.replay];
if (values.replay === undefined) console.error(`Seed ${values.seed}`);
let done = 0;
const figures = await runBatch({
  seeds,
  kinds,
  lanes: values.replay === undefined ? Number(values.lanes) : 1,
  onMismatch(schedule, mismatches) {
    const servers = values.servers === undefined ? '' : ` --servers ${values.servers}`;
    console.error(report(schedule, mismatches));
    console.error(`  again: npm run test:faults -- --replay ${schedule.seed}${servers}`);
  },
  onDone() {
    done += 1;
    if (done % 50 === 0) console.error(`${done} of ${seeds.length}`);
  },
});
process.stdout.write(`${summary(figures)}\n`);
process.exit(figures.mismatches === 0 ? 0 : 1);

function kindNamed(name: string): ServerKind {
  return (
    serverKinds.find((kind) => kind === name) ??
    stop(`There is no server ${name}. There are ${serverKinds.join(', ')}`)
  );
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
