/** Applications that prove themselves in other ways than by one secret, set wrong in one way each. */
import type { BrokenProof } from './broken-proof.ts';
import { brokenCredentialProofs } from './credentials.ts';
import { brokenOrganisations } from './organisation.ts';

export type { BrokenProof, EnteredCredential, EnteredProof, ProofSymptom } from './broken-proof.ts';

export const brokenProofs: readonly BrokenProof[] = [...brokenCredentialProofs, ...brokenOrganisations];
