/** Rows are numbered; the API's ids are those numbers as text. */

/** The number of an id from outside, or undefined where no row can have it: not digits, or beyond what a number holds exactly. */
export function rowNumber(id: string): number | undefined {
  if (!/^[1-9][0-9]{0,15}$/.test(id)) return undefined;
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : undefined;
}

export function rowNumbers(ids: readonly string[]): number[] {
  return ids.flatMap((id) => rowNumber(id) ?? []);
}
