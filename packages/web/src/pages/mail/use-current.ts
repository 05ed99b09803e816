import { useRef, useState } from 'react';

/**
 * The row of the list that the keyboard is on. When another client takes its conversation away, the keyboard stays where it is, on the
 * row that has moved up; unless that conversation is the open one, which is still what a key means.
 *
 * @param order ids as the list shows them
 */
export function useCurrent(
  order: readonly string[],
  openId: string | null,
): [currentId: string | null, goTo: (id: string | null) => void] {
  const [held, goTo] = useState(openId);
  const seen = useRef<{ id: string; at: number } | null>(null);
  const at = held === null ? -1 : order.indexOf(held);
  if (held !== null && at >= 0) seen.current = { id: held, at };
  const hasLeft = at < 0 && held !== openId && seen.current?.id === held;
  const place = Math.min(seen.current?.at ?? 0, order.length - 1);
  return [hasLeft ? (order[place] ?? null) : held, goTo];
}
