/** The process that dies. Its last argument says when, as JSON: see `CrashPoint`; `null` lives to the end. */
import { readFileSync } from 'node:fs';
import { type CrashPoint, crashAt } from './crash.ts';
import { openStoreIn, synchronise } from './synchronise.ts';

const [, , directory = '', accountId = '', caFile = '', point = 'null'] = process.argv;
const store = await openStoreIn(directory);
const crashPoint: CrashPoint | null = JSON.parse(point);
const counted = crashAt(crashPoint);
await synchronise(store, accountId, readFileSync(caFile, 'utf8'));
process.stdout.write(String(counted.commits));
await store.close();
