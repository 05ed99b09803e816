import { Follower } from './follower.ts';

/** Open streams of one person; a browser with more tabs than this shares them badly, a script with more is lost. */
const perPerson = 20;

/** All open live streams of this process. */
export class Followers {
  readonly #open = new Set<Follower>();

  get count(): number {
    return this.#open.size;
  }

  get none(): boolean {
    return this.#open.size === 0;
  }

  /** A new stream. A person's oldest gives way when they have too many. */
  add(provenBy: string, personId: string): Follower {
    const own = [...this.#open].filter((follower) => follower.personId === personId);
    if (own.length >= perPerson) own[0]?.end();
    const follower = new Follower(provenBy, personId);
    this.#open.add(follower);
    return follower;
  }

  remove(follower: Follower): void {
    follower.end();
    this.#open.delete(follower);
  }

  /** Called after every write of this process, and on every notice of the engine. */
  wake(): void {
    for (const follower of this.#open) follower.wake();
  }

  /** Ends what was opened with any of these sessions and API keys. */
  closeProvenBy(...ids: readonly string[]): void {
    for (const follower of this.#open) if (ids.includes(follower.provenBy)) follower.end();
  }

  closePerson(personId: string): void {
    for (const follower of this.#open) if (follower.personId === personId) follower.end();
  }

  closeAll(): void {
    for (const follower of this.#open) follower.end();
  }
}
