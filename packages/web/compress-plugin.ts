import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Smaller files gain less than the extra request for the encoding costs the server's cache. */
const leastOctets = 1400;

/** Leaves a `.br` and a `.gz` beside each text asset: the server hands them out as they are and compresses nothing itself. */
export function compressed(): Plugin {
  return {
    name: 'mailroom-compressed',
    apply: 'build',
    enforce: 'post',
    // After everything else has had its turn at the files: what is compressed must be what is served.
    async writeBundle({ dir }, bundle) {
      if (!dir) return;
      for (const fileName of Object.keys(bundle)) {
        if (!/\.(?:js|css|svg)$/.test(fileName)) continue;
        const source = await readFile(join(dir, fileName));
        if (source.length < leastOctets) continue;
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
        await writeFile(join(dir, `${fileName}.br`), await brotli(source, quality));
        await writeFile(join(dir, `${fileName}.gz`), await zip(source));
      }
    },
  };
}
