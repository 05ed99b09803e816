/**
 * Rows per statement. SQLite takes at most 32,766 parameters; the widest row has under 40 columns, and beyond a few hundred rows
 * a longer statement is no faster.
 */
const rowsPerStatement = 250;

export function inChunks<Item>(items: readonly Item[], size = rowsPerStatement): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
