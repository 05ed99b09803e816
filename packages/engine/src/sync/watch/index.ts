/** Hearing of changes. */
export { pullNews, watchFolder } from './watch.ts';
