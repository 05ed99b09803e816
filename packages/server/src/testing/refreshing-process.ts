/**
 * Run as a process of its own by a test: opens the store of a running server, asks for an account's access token as an engine would, and
 * prints it. Waits for a line on its input first, so that several can begin at the same moment.
 */
import { once } from 'node:events';
import { accessTokens, identityProviders } from '@mailroom/engine/provider/oauth2/index';
import type { Cloud } from '@mailroom/model';
import { openStore } from '@mailroom/store';
import { loadSecretKey } from '../config/secret-key.ts';
import { createLog } from '../http/log.ts';
import { databaseFile } from '../start/open-store.ts';
import { systemClock } from '../start/system-clock.ts';

const [, , dataDir = '', accountId = '', cloud = ''] = process.argv;
const file = databaseFile(dataDir);
const secretKey = await loadSecretKey({ dataDir, databaseFile: file, setting: null });
const log = createLog({ level: 'silent' });
const store = await openStore({
  file,
  dataDir,
  secretKey,
  clouds: [JSON.parse(cloud) as Cloud],
  clock: systemClock,
  log,
});
const tokens = accessTokens({
  credentials: store.ports.credentials,
  identity: identityProviders({ clock: systemClock, judged: async () => {} }),
  clock: systemClock,
  log,
});
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.pause();
const { token } = await tokens.current(accountId);
process.stdout.write(`${token}\n`);
await store.close();
