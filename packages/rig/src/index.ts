/** The test world: a practice mail provider on loopback, and its parts. A development dependency; nothing of the product is used here. */
export * from './provider/index.ts';
