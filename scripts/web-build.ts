import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const web = join(root, 'packages/web');
const output = join(web, 'dist');
const built = join(output, 'index.html');
const sources = ['model', 'client', 'ui', 'web'].map((name) => join(root, 'packages', name));

/**
 * Builds the web app when its output is missing or older than any of its sources. It is built aside and moved into place whole, so
 * that a running server, or a second command that builds at the same time, never sees half of it.
 */
export async function ensureWebBuilt(): Promise<void> {
  const builtAt = await stat(built).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (builtAt > (await newestSource())) return;
  console.error('Building the web app…');
  const { build } = await import('vite');
  const aside = `${output}-${process.pid}`;
  const former = `${aside}-former`;
  try {
    await build({ root: web, logLevel: 'error', build: { outDir: aside, emptyOutDir: true } });
    await rename(output, former).catch(ignoreMissing);
    await rename(aside, output);
  } finally {
    for (const left of [aside, former]) await rm(left, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function newestSource(): Promise<number> {
  let newest = 0;
  for (const directory of sources) {
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /(^|\/)(dist[^/]*|node_modules)(\/|$)/.test(entry.parentPath)) continue;
      newest = Math.max(newest, (await stat(join(entry.parentPath, entry.name))).mtimeMs);
    }
  }
  return newest;
}
