import type { Person } from '@mailroom/model';
import type { Services } from '../services.ts';
import { passwordOpens } from './sign-in-policy.ts';

/**
 * Whether somebody could still come in without one of their connected sign-ins: with a password that the organisation lets them use, or at
 * another provider that is still offered.
 */
export async function hasOtherWayIn(
  { proof, identitySignIn, signInPolicy }: Pick<Services, 'proof' | 'identitySignIn' | 'signInPolicy'>,
  person: Pick<Person, 'id' | 'role'>,
  connectedId: string,
): Promise<boolean> {
  if (passwordOpens(await signInPolicy(), person) && (await proof.hasPassword(person.id))) return true;
  const offered = new Set((await identitySignIn.providers()).map(({ kind }) => kind));
  const connected = await identitySignIn.connections.list(person.id, new Map());
  return connected.some(({ id, kind }) => id !== connectedId && offered.has(kind));
}
