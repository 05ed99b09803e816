/** Real servers from Debian's packages, and real mail, for `.live.test.ts` and the benchmarks. */
export * from './archive.ts';
export * from './dovecot.ts';
export * from './free-port.ts';
export * from './maildir.ts';
export * from './postfix.ts';
export * from './process.ts';
export * from './provider.ts';
export * from './spam-assassin.ts';
