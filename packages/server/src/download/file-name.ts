/**
 * A sender's file name made harmless: no path, no control characters, no characters that turn the reading direction
 * (`invoice\u202Egpj.exe` reads as `invoiceexe.jpg`), nothing a file system reserves, and not longer than one allows.
 */
const maxLength = 150;

const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufff9-\uffff]/gu;
const reserved = /[<>:"|?*\\/]/g;

export function cleanFileName(name: string, fallback: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .normalize('NFC')
    .replace(unsafe, '')
    .replace(reserved, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (clean === '') return fallback;
  const characters = [...clean];
  if (characters.length <= maxLength) return clean;
  const extension = /\.[a-z0-9]{1,8}$/i.exec(clean)?.[0] ?? '';
  return characters.slice(0, maxLength - extension.length).join('') + extension;
}
