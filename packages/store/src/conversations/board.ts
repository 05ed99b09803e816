import type { FoundConversation } from '@mailroom/engine/thread/index';

/**
 * Groups while a batch is decided: conversations that exist have their number, new ones a negative one until all is decided, and
 * a merge points one at the other.
 */
export class Board {
  readonly #sizes: Map<number, number>;
  readonly #mergedInto = new Map<number, number>();
  #created = 0;

  /** @param sizes of the conversations that exist, by id */
  constructor(sizes: Map<number, number>) {
    this.#sizes = sizes;
  }

  current(id: number): number {
    let at = id;
    for (let next = this.#mergedInto.get(at); next !== undefined; next = this.#mergedInto.get(at)) at = next;
    return at;
  }

  size(id: number): number {
    return this.#sizes.get(id) ?? 0;
  }

  create(): number {
    this.#created -= 1;
    this.#sizes.set(this.#created, 0);
    return this.#created;
  }

  grow(id: number): void {
    this.#sizes.set(id, this.size(id) + 1);
  }

  /** What these are now, each once. */
  found(ids: readonly number[]): FoundConversation<number>[] {
    return [...new Set(ids.map((id) => this.current(id)))].map((id) => ({ id, messages: this.size(id) }));
  }

  /** A conversation that exists outlives a new one, whatever their sizes: clients know its id. */
  merge(into: number, from: readonly number[]): number {
    const all = [into, ...from];
    const survivor = into > 0 ? into : (all.find((id) => id > 0) ?? into);
    const total = all.reduce((sum, id) => sum + this.size(id), 0);
    for (const id of all) if (id !== survivor) this.#mergedInto.set(id, survivor);
    this.#sizes.set(survivor, total);
    return survivor;
  }

  /** What was merged away and existed before. What it was merged into existed before too. */
  merges(): [from: number, into: number][] {
    return [...this.#mergedInto.keys()].filter((id) => id > 0).map((id) => [id, this.current(id)]);
  }
}
