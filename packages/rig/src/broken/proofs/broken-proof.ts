import type { PracticeProvider } from '../../provider/index.ts';
import type { Mender } from '../broken-registration.ts';

/**
 * An application that proves itself otherwise than with one secret, or acts in an organisation's name, and is wrong in one way. The
 * token endpoint alone shows it, and for an organisation's mailbox Exchange: nobody signs in.
 */
export interface BrokenProof {
  /** kebab-case; does not change once it is published. */
  readonly id: string;
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  readonly mendedBy: Mender;
  readonly symptom: ProofSymptom;
  /** Sets a running practice provider wrong; `setRight` undoes it. */
  setWrong(practice: PracticeProvider, redirectUri: string): Promise<EnteredProof>;
}

export interface ProofSymptom {
  /** What the token endpoint answers to each credential, newest first: an AADSTS number, or null for a token. */
  readonly codes: readonly (number | null)[];
  /** What stands in the token's `roles`, where that is looked at. */
  readonly roles?: readonly string[];
  /** What IMAP answers to the token for the mailbox: the tagged reply without its tag. */
  readonly imap?: string;
}

/** What stands in Mailroom's settings. */
export interface EnteredProof {
  readonly access: 'people' | 'organisation';
  readonly clientId: string;
  readonly tenant: string;
  /** Newest first, one or two. */
  readonly credentials: readonly EnteredCredential[];
  /** One that the organisation's grant is to open; null where it is not tried. */
  readonly mailbox: string | null;
}

/** `certificate`: whoever enters it makes the key pair. `federated`: what stands in the platform's file. */
export type EnteredCredential =
  | { readonly kind: 'secret'; readonly value: string }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'federated'; readonly token: string };
