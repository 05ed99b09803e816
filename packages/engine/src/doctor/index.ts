/** The doctor: examines a provider app, and rehearses with a linked mailbox. */
export { linkedMailbox } from './rehearsal/linked-mailbox.ts';
export type { RehearsedMailbox } from './rehearsal/rehearsed-mailbox.ts';
export { type DoctorOptions, examine } from './run.ts';
export type {
  DoctorDeps,
  DoctorTarget,
  ExaminedApp,
  ExaminedCredential,
  LastSignIn,
  OwnAddress,
} from './target.ts';
