/** Where a conversation that has grown too long is cut. */

/** Messages of one conversation; what is longer is shown as several. A screen reads a conversation whole, and every arrival retells it. */
export const longestConversation = 500;

/** Message ids are below it (they tell receive time, then a tie-breaker), so that halving it halves time. */
const idRange = 2 ** 53;

/** The first position in `ids[from, to)` whose id is not below `limit`. */
function firstFrom(ids: readonly number[], limit: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Cuts at points of time that do not depend on the messages: a stretch of time is halved while it holds more than `longest` of them.
 * The pieces are therefore the same whatever order the messages came in, and a message that comes later moves none out of its piece
 * except where that piece has become too long.
 *
 * @param ids of all messages that belong together, ascending, distinct, below 2^53.
 * @returns stretches of `ids`, oldest first, none empty; a single one where nothing has to be cut.
 */
export function splitConversation(ids: readonly number[], longest = longestConversation): number[][] {
  const pieces: number[][] = [];
  const open = [{ from: 0, to: ids.length, start: 0, width: idRange }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { from, to, start, width } = part;
    if (from === to) continue;
    if (to - from <= longest || width === 1) {
      pieces.push(ids.slice(from, to));
      continue;
    }
    const half = width / 2;
    const cut = firstFrom(ids, start + half, from, to);
    open.push({ from: cut, to, start: start + half, width: half }, { from, to: cut, start, width: half });
  }
  return pieces;
}
