/**
 * Text on its way into a block that somebody pastes into a shell. Names are anybody's words: quotes, `$()`, line breaks, other scripts.
 * None of them may end a string, start a command or depend on what the terminal takes for a letter.
 */

/** JSON in plain ASCII without a character that any shell minds, inside quotation marks or out of them. The value is unchanged. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ #%*+,./0-9:=?@A-Z[\]_a-z{}"\\-]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** One word for a POSIX shell: nothing is special between single quotes but the closing one. */
export function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** One string for PowerShell, which also takes the typographic quotation marks U+2018 to U+201B for single quotes. */
export function powerShellQuoted(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/** A filter of OData 4 as part of an address: quotation marks doubled, everything encoded. */
export function odataEquals(property: string, value: string): string {
  const encoded = encodeURIComponent(`${property} eq '${value.replaceAll("'", "''")}'`);
  return encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
