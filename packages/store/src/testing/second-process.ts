/** Run as a process of its own by a test: opens the store, says so, and ends. */
import { openStore } from '../index.ts';
import { secretKey, silent } from './options.ts';

const [, , file = '', dataDir = ''] = process.argv;
const store = await openStore({ file, dataDir, secretKey, clock: { now: () => new Date() }, log: silent });
await store.close();
process.stdout.write('opened');
