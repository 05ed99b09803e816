/**
 * Makes the mail frame's document: one file with one inline script and one inline style, and the script's hash for the policy it
 * is served under. Used by the web build (`dist/mail-frame.html`, `dist/mail-frame.json`), the development server and the tests.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';

export interface MailFrameDocument {
  html: string;
  /** Base64 of the SHA-256 of the script's text, as a CSP hash source wants it (CSP3 2.3.1). */
  sha256: string;
}

export async function buildMailFrame(): Promise<MailFrameDocument> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: {
        entry: fileURLToPath(new URL('./frame.ts', import.meta.url)),
        formats: ['iife'],
        name: 'mailFrame',
      },
    },
  });
  const script = asInlineText(codeOf(made as Rollup.RollupOutput[]).trim());
  const style = await readFile(new URL('./frame.css', import.meta.url), 'utf8');
  const html = [
    '<!doctype html>',
    '<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Message</title><style>${style}</style></head>`,
    `<body><script>${script}</script></body></html>`,
  ].join('');
  return { html, sha256: createHash('sha256').update(script).digest('base64') };
}

/**
 * The sanitiser's source has comment openings in its strings and patterns, and an HTML parser would take those for its own
 * (HTML Standard, "restrictions for contents of script elements"). Both writings mean the same to JavaScript.
 */
function asInlineText(script: string): string {
  return script.replaceAll('<!--', '\\x3c!--').replace(/<(\/?script)/gi, '\\x3c$1');
}

function codeOf(outputs: Rollup.RollupOutput[]): string {
  const chunk = outputs[0]?.output[0];
  if (!chunk) throw new Error('The mail frame script was not built');
  return chunk.code;
}

/**
 * The policy the document must be served under, as a header. `origin` is Mailroom's own, where the `cid:` images are: the frame's
 * opaque origin makes `'self'` match nothing.
 */
export function mailFramePolicy(sha256: string, origin: string): string {
  return [
    'sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `script-src 'sha256-${sha256}'`,
    "style-src 'unsafe-inline'",
    `img-src data: ${origin}/mail-inline/`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
