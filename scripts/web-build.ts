import { join } from 'node:path';
import { ensureFresh } from './fresh-output.ts';

const packages = join(import.meta.dirname, '../packages');
const web = join(packages, 'web');

/** Builds the web app when its output is missing or older than any of its sources. */
export function ensureWebBuilt(): Promise<void> {
  return ensureFresh({
    saying: 'Building the web app…',
    directory: join(web, 'dist'),
    witness: 'index.html',
    sources: ['model', 'client', 'ui', 'web'].map((name) => join(packages, name)),
    async build(into) {
      const { build } = await import('vite');
      await build({ root: web, logLevel: 'error', build: { outDir: into, emptyOutDir: true } });
    },
  });
}
