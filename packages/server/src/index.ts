/** The running product, for whatever starts it from another program: tests, benchmarks, the demo. */
export { defaultSettings, readSettings } from './config/read-settings.ts';
export type { Settings } from './config/settings.ts';
export { createLog } from './http/log.ts';
export { StartProblem } from './start/start-problem.ts';
export { type RunningServer, type StartOptions, startServer } from './start/start-server.ts';
