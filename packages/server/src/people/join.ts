/** Becoming one of the people here by an invitation, however the person is to sign in. */
import type { Person, PersonRole } from '@mailroom/model';
import type { RequestOrigin } from '@mailroom/store';
import { conflict, invalidRequest } from '../http/refusals.ts';
import type { Services } from '../services.ts';

export interface Joining {
  token: string;
  /** The address that whoever accepts says is theirs; counts where the invitation is for nobody in particular. */
  email?: string | undefined;
  origin?: RequestOrigin | undefined;
}

/** Whom to make. */
export interface Joiner {
  /** Lower case. */
  email: string;
  /** The invitation was for this address, so an administrator vouches for it; otherwise whoever accepts says so. */
  vouched: boolean;
  role: PersonRole;
}

/**
 * The invitation is claimed before the person is made, so that of two who accept it at once one joins; it stays good where nobody could
 * be made.
 *
 * @param make makes the person with the means to sign in.
 * @throws Failure invitation-invalid; conflict, with `detail.email` `taken`, for the address of somebody who is here already; whatever
 *   `make` throws.
 */
export async function join(
  { store, people }: Pick<Services, 'store' | 'people'>,
  { token, email: said, origin }: Joining,
  make: (joiner: Joiner) => Promise<Person>,
): Promise<Person> {
  const { id, email: invited, role } = await store.invitations.claim(token);
  let person: Person;
  try {
    const email = invited ?? said?.toLowerCase();
    if (email === undefined) throw invalidRequest({ email: 'invalid_type' });
    if (await people.has(email)) throw conflict({ email: 'taken' });
    person = await make({ email, vouched: invited !== null, role });
  } catch (thrown) {
    await store.invitations.release(id);
    throw thrown;
  }
  await store.invitations.accepted(id, await store.scopeOf(person, origin));
  return person;
}
