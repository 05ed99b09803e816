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
    async generateBundle(_, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/\.(?:js|css|svg|json)$/.test(fileName) || fileName.startsWith('mail-frame.')) continue;
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        if (source.length < leastOctets) continue;
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: await brotli(source, quality) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: await zip(source) });
      }
    },
  };
}
