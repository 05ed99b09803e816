/** Typed calls of the API contract, sign-in, and the change stream that says which cached answers are old. No React. */
export * from './cache/batch.ts';
export * from './cache/query-key.ts';
export * from './cache/touched.ts';
export * from './call.ts';
export * from './live/back-off.ts';
export * from './live/live.ts';
export * from './sign-in.ts';
