/** Hearing of changes: what is told, and when to look for what is not. */
export { IdleTrust } from './idle-trust.ts';
export { Pulses } from './pulses.ts';
export { glanceEvery } from './schedule.ts';
export { pullNews, watchFolder } from './watch.ts';
