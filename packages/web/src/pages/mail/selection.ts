/** Which conversations of the list a person has chosen, to act on them together. Pure. */
export interface Selection {
  /** In no order; some may have left the list since. */
  ids: ReadonlySet<string>;
  /** Where a range begins: what was chosen last on its own. Null: at the row that the keyboard is on. */
  anchor: string | null;
  /** What was chosen before the range was: a range that shrinks gives back nothing else. */
  kept: ReadonlySet<string>;
  /** Choosing was begun before anything is chosen, as one does on a touch screen. */
  begun: boolean;
}

const nothing: ReadonlySet<string> = new Set();

export const noSelection: Selection = { ids: nothing, anchor: null, kept: nothing, begun: false };

export const begunSelection: Selection = { ...noSelection, begun: true };

/** One more, or one less; without any left, choosing is over. */
export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  const added = !ids.delete(id);
  if (added) ids.add(id);
  return { ids, anchor: added ? id : null, kept: ids, begun: selection.begun && ids.size > 0 };
}

/**
 * Everything from where the range begins to a row, beside what was chosen before.
 *
 * @param order ids as the list shows them
 * @param current the row that the keyboard is on, where the range begins when nothing was chosen on its own
 */
export function extended(
  selection: Selection,
  order: readonly string[],
  current: string | null,
  to: string,
): Selection {
  const { kept, begun } = selection;
  const anchor = [selection.anchor, current].find((id) => id !== null && order.includes(id)) ?? to;
  const [first = 0, last = 0] = [order.indexOf(anchor), order.indexOf(to)].sort((a, b) => a - b);
  if (first < 0) return selection;
  return { ids: new Set([...kept, ...order.slice(first, last + 1)]), anchor, kept, begun };
}

/** All that the list has loaded. */
export function allOf(order: readonly string[]): Selection {
  const ids = new Set(order);
  return { ids, anchor: null, kept: ids, begun: false };
}
