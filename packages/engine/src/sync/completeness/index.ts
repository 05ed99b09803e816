/** Finding and mending what synchronising has missed. */
export { CompletenessCheck } from './check.ts';
export { isCheckDue } from './due.ts';
