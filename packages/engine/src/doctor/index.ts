/** The doctor: examines a provider app, and rehearses with a linked mailbox. */
export type { RehearsedMailbox } from './rehearsal/rehearse.ts';
export { type DoctorOptions, examine } from './run.ts';
export type { DoctorDeps, DoctorTarget, LastSignIn, OwnAddress } from './target.ts';
