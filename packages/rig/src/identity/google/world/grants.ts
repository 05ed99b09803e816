import type { GoogleClient } from './clients.ts';
import type { GooglePerson } from './people.ts';

/** Who has granted which client what. One grant per person and client; refresh tokens hang on it. */
export class Grants {
  readonly #granted = new Map<string, Set<string>>();

  /** What was asked for and not given is granted no longer, whatever was given before. */
  decide(
    person: GooglePerson,
    client: GoogleClient,
    asked: readonly string[],
    given: readonly string[],
  ): void {
    const kept = [...this.granted(person, client)].filter((scope) => !asked.includes(scope));
    this.#granted.set(keyOf(person, client), new Set([...kept, ...given]));
  }

  granted(person: GooglePerson, client: GoogleClient): ReadonlySet<string> {
    return this.#granted.get(keyOf(person, client)) ?? new Set();
  }

  withdraw(personId: string, clientId: string): void {
    this.#granted.delete(`${personId} ${clientId}`);
  }
}

function keyOf(person: GooglePerson, client: GoogleClient): string {
  return `${person.id} ${client.clientId}`;
}
