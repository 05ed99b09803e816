/** A server without the web app and the engine, as a process that a test sends signals to. Its data directory is the argument. */
import { defaultSettings } from '../config/read-settings.ts';
import { startServer } from '../start/start-server.ts';
import { stopOnSignal } from '../start/stop-on-signal.ts';

const [, , dataDir = ''] = process.argv;
const settings = defaultSettings({ port: 0, dataDir, logLevel: 'silent' });
const engineProgram = new URL('./quiet-engine.ts', import.meta.url);
const server = await startServer(settings, { webDirectory: null, engineProgram });
stopOnSignal(server);
process.stdout.write(`${server.address}\n`);
