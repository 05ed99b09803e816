/** How people may sign in here, as the organisation decided. */
import { Failure, type OrganisationPolicy, type Person } from '@mailroom/model';

export type SignInPolicy = OrganisationPolicy['signIn'];

/** An administrator's password always opens: with a provider that fails nobody could come in to mend it. */
export function passwordOpens({ methods }: SignInPolicy, { role }: Pick<Person, 'role'>): boolean {
  return methods.includes('password') || role === 'administrator';
}

/** @throws Failure sign-in-way-closed */
export function requirePasswordAllowed(policy: SignInPolicy, person: Pick<Person, 'role'>): void {
  if (passwordOpens(policy, person)) return;
  throw new Failure({ origin: 'administrator', kind: 'sign-in-way-closed', next: { do: 'choose' } });
}
