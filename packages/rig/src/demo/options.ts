/** What the demo was asked for on its command line. */
export interface DemoOptions {
  /** The whole journey without a person, instead of a demo that stays. */
  readonly walk: boolean;
  /** The walk's outcome as one JSON line on standard output; everything else goes to standard error. */
  readonly json: boolean;
  /** Keep what the last demo stored, instead of starting afresh. */
  readonly keep: boolean;
  readonly help: boolean;
}

export const usage = `npm run demo                       Mailroom with a practice provider, to walk through in a browser
npm run demo -- --keep             the same with the data of the last demo
npm run demo -- --walk [--json]    the whole journey without a person, then ends
`;

/** @throws RangeError with a sentence for an argument that does not exist. */
export function readOptions(args: readonly string[]): DemoOptions {
  const known = ['--walk', '--json', '--keep', '--help'];
  const unknown = args.find((argument) => !known.includes(argument));
  if (unknown !== undefined) throw new RangeError(`The demo does not know ${unknown}.\n${usage}`);
  const given = new Set(args);
  return {
    walk: given.has('--walk'),
    json: given.has('--json'),
    keep: given.has('--keep'),
    help: given.has('--help'),
  };
}
