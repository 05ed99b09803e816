/**
 * What JSON leaves as it is (RFC 8259, 7) and what whoever looks at a line must not be shown: DEL and the C1 controls, which command a terminal
 * (ECMA-48, 5.3), line ends beyond ASCII (Unicode, 5.8), and marks that turn the direction of what follows (UAX 9).
 */
const unseen = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same JSON, with all of them escaped: a name or an address can neither begin a line of a log nor rewrite the one it stands in. */
export function inertJson(json: string): string {
  return json.replace(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
