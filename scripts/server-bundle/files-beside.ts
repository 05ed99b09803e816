import { basename, dirname, relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

const fileBeside = /new URL\('(\.\.?\/[^']+)', import\.meta\.url\)/g;

/**
 * `new URL('./worker.ts', import.meta.url)` names a file beside its source. A program of a thread is bundled as well, and named by the
 * directory it stands in; any other file is found where it was, from the bundle's place.
 */
export function filesBeside(output: string): Plugin {
  return {
    name: 'files-beside',
    // Before Vite's own handling of the same expression, which is for browsers.
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.ts') || !fileBeside.test(code)) return null;
      return code.replaceAll(fileBeside, (_, path: string) => {
        const file = resolve(dirname(id), path);
        if (!file.endsWith('.ts')) return `new URL('${relative(output, file)}', import.meta.url)`;
        const fileName = `${basename(dirname(file))}-${basename(file, '.ts')}.js`;
        this.emitFile({ type: 'chunk', id: file, fileName });
        return `new URL('./${fileName}', import.meta.url)`;
      });
    },
  };
}
