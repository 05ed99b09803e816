/**
 * The one line that goes back from the provider's shell into Mailroom:
 *
 *     mailroom:1;client=<ID>;directory=<ID>;cloud=<id>;expires=<date>;secret=<value>;end
 *
 * It can be read by whoever carries it, holds no white space, so that a terminal may wrap it anywhere, and ends with a word of its own,
 * so that half of it is never taken for the whole.
 */

export interface PastedLine {
  clientId: string;
  /** Directory ID of the directory the application was registered in. */
  directory: string;
  /** Mailroom's id of the cloud. */
  cloudId: string;
  /** Calendar date on which the secret ends. */
  expires: string;
  secret: string;
}

/**
 * `block-pasted`: the block itself came back, not what it printed. `half-line`: its beginning or its end is missing. `value-damaged`: a
 * part of it is not what the block prints.
 */
export const pasteRefusals = [
  'nothing-pasted',
  'no-line',
  'block-pasted',
  'half-line',
  'value-damaged',
] as const;
export type PasteRefusal = (typeof pasteRefusals)[number];

export type Pasted = { line: PastedLine } | { refused: PasteRefusal };

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const form = /mailroom:1;client=(.*?);directory=(.*?);cloud=(.*?);expires=(.*?);secret=(.*?);end/g;

/** White space, and what a terminal or a chat leaves in copied text without showing it. */
const unseen = /[\s\p{Cc}\p{Cf}]+/gu;

/** For `printf` and PowerShell's `-f` alike: the places in the order of `client, directory, cloud, expires, secret`. */
export function lineWith(places: readonly [string, string, string, string, string]): string {
  const [client, directory, cloud, expires, secret] = places;
  return `mailroom:1;client=${client};directory=${directory};cloud=${cloud};expires=${expires};secret=${secret};end`;
}

function lineOf([, clientId, directory, cloudId, expires, secret]: RegExpExecArray): PastedLine | null {
  if (!clientId || !directory || !cloudId || !expires || !secret) return null;
  const sound =
    guid.test(clientId) &&
    guid.test(directory) &&
    /^[a-z0-9-]{1,32}$/.test(cloudId) &&
    /^\d{4}-\d\d-\d\d$/.test(expires) &&
    /^[!-~]{8,400}$/.test(secret) &&
    // The Secret ID has this shape; a secret never has.
    !guid.test(secret);
  return sound
    ? { clientId: clientId.toLowerCase(), directory: directory.toLowerCase(), cloudId, expires, secret }
    : null;
}

/**
 * Finds the line in whatever was copied with it: prompts, quotation marks, the block's own text, line breaks of the terminal. Of several
 * the last one counts, which holds the newest secret.
 */
export function parsePastedLine(text: string): Pasted {
  const joined = text.replace(unseen, '');
  if (joined === '') return { refused: 'nothing-pasted' };
  const found = [...joined.matchAll(form)];
  const line = found.map(lineOf).findLast((one) => one !== null);
  if (line) return { line };
  if (/azaccountshow|Connect-MgGraph|secret=%s|secret=\{4\}/.test(joined)) return { refused: 'block-pasted' };
  if (found.length > 0) return { refused: 'value-damaged' };
  return { refused: /mailroom:1|;secret=|;directory=|;end/.test(joined) ? 'half-line' : 'no-line' };
}
