/** Registrations set wrong in one way each, for whoever diagnoses set-ups to be tried on. */
import type { BrokenRegistration } from './broken-registration.ts';
import { brokenCredentials } from './credentials.ts';
import { brokenDirectories } from './directories.ts';
import { brokenMailboxes } from './mailboxes.ts';
import { brokenNetwork } from './network.ts';
import { brokenPermissions } from './permissions.ts';
import { brokenPolicies } from './policies.ts';
import { brokenRedirectUris } from './redirect-uris.ts';

export type {
  BrokenRegistration,
  Entered,
  Mender,
  Rehearsal,
  Stage,
  Symptom,
  Trouble,
} from './broken-registration.ts';
export type { BrokenGoogleClient, GoogleEntered, GoogleSymptom } from './google/broken-google-client.ts';
export { brokenGoogleClients, setGoogleRight } from './google/google-clients.ts';
export { type BrokenProof, brokenProofs, type EnteredCredential, type EnteredProof } from './proofs/index.ts';
export { setRight } from './set-right.ts';

export const brokenRegistrations: readonly BrokenRegistration[] = [
  ...brokenCredentials,
  ...brokenRedirectUris,
  ...brokenDirectories,
  ...brokenPermissions,
  ...brokenPolicies,
  ...brokenMailboxes,
  ...brokenNetwork,
];
