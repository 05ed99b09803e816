import type { Plugin } from 'vite';

/**
 * Writes whatever is not ASCII as an escape, which means the same wherever it may stand once comments are gone. V8 keeps the text of
 * a script, at two bytes a character if one of them needs two.
 */
export function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = ascii(file.code);
      }
    },
  };
}

/** Without the `u` flag, a character beyond U+FFFF is met as its two halves, which is how it is escaped. */
export function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
