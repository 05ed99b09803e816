/** Logs to a standard output that holds little, making room whenever it is full, until the log itself says that it has a gap. */
import { readFileSync, statSync, truncateSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { createLog } from '../http/log.ts';

const [, , file = '', room = ''] = process.argv;
const log = createLog({ level: 'info' });
for (let number = 1; !readFileSync(file, 'utf8').includes('"lost"'); number += 1) {
  log.info({ number }, 'a line');
  await turn();
  if (statSync(file).size >= Number(room) && number % 50 === 0) truncateSync(file);
}
