import { basename } from 'node:path';
import type { CredentialInput } from '@mailroom/model';
import type { NewCredential } from '@mailroom/store';
import { invalidRequest } from '../http/refusals.ts';

export interface CredentialMakings {
  /** Name of the provider app. */
  name: string;
  federatedTokenFile: string | null;
  now: Date;
  /** Where in the request the credential was entered, for what is wrong with it: empty, or a path that ends in a dot. */
  at: '' | 'credential.';
}

/**
 * A credential as the store keeps it, from what an administrator entered. A certificate's key pair is made here.
 *
 * @throws Failure invalid-request for a federated one where no setting names the platform's file.
 */
export async function makeCredential(
  input: CredentialInput,
  { name, federatedTokenFile, now, at }: CredentialMakings,
): Promise<NewCredential> {
  switch (input.kind) {
    case 'secret':
      return input;
    case 'certificate': {
      // Loaded with the first certificate: the library that writes it is large.
      const { makeKeyPair } = await import('./certificate.ts');
      return { kind: 'certificate', ...(await makeKeyPair(name, now)) };
    }
    case 'federated':
      if (federatedTokenFile === null) throw invalidRequest({ [`${at}kind`]: 'federated-file-not-set' });
      return { kind: 'federated', fileName: basename(federatedTokenFile) };
  }
}
