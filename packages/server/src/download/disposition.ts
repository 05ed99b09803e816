import { cleanFileName } from './file-name.ts';

/** RFC 8187 3.2.1: attr-char stands for itself, every other octet of the UTF-8 text is percent-encoded. */
function extendedValue(text: string): string {
  const encoded = encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `UTF-8''${encoded}`;
}

/**
 * `Content-Disposition` of a download (RFC 6266 4): always `attachment`, the name in ASCII for old clients and in full
 * (RFC 8187) for all others.
 */
export function attachmentDisposition(name: string, fallback: string): string {
  const clean = cleanFileName(name, fallback);
  const ascii = clean.replace(/[^\x20-\x7e]/g, '_').replace(/[%"\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=${extendedValue(clean)}`;
}
