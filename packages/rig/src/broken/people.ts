import type { NewPerson, Person, Tenant } from '../identity/index.ts';
import type { PracticeProvider } from '../provider/index.ts';
import type { Rehearsal } from './broken-registration.ts';

/** People of the practice identity platform beside those whose mailboxes are here: made when they are first needed. */

/** @throws Error when the practice provider has lost its first person */
export function persona(practice: PracticeProvider): Person {
  const [{ userName }] = practice.people;
  const found = practice.servers.identity.person(userName);
  if (found === undefined) throw new Error(`There is nobody called "${userName}".`);
  return found;
}

/** Somebody with a personal account. */
export function personalAccount(practice: PracticeProvider): Person {
  return findOrAdd(practice, {
    tenant: 'consumers',
    name: 'Dora Novak',
    userPrincipalName: 'dora.novak@personal.example',
    email: 'dora.novak@personal.example',
    password: 'practice-dora',
  });
}

/** Another organisation, which knows nothing of Mailroom. */
export function anotherDirectory(practice: PracticeProvider): Tenant {
  const { identity } = practice.servers;
  const [domain, name] = ['otter-freight.example', 'Otter Freight'];
  return identity.tenant(domain) ?? identity.addTenant({ name, domains: [domain] });
}

/** Somebody of that other organisation. */
export function stranger(practice: PracticeProvider): Person {
  return findOrAdd(practice, {
    tenant: anotherDirectory(practice),
    name: 'Chen Wei',
    userPrincipalName: 'chen.wei@otter-freight.example',
    email: 'chen.wei@otter-freight.example',
    password: 'practice-chen',
  });
}

export function rehearsalBy({ userPrincipalName, password }: Person): Rehearsal {
  return { userName: userPrincipalName, password, consent: 'accept' };
}

function findOrAdd(practice: PracticeProvider, person: NewPerson): Person {
  const { identity } = practice.servers;
  return identity.person(person.userPrincipalName) ?? identity.addPerson(person);
}
