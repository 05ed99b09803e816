import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'packages/web/dist/index.html');
const sources = ['model', 'client', 'ui', 'web'].map((name) => join(root, 'packages', name));

/** Builds the web app when its output is missing or older than any of its sources. */
export async function ensureWebBuilt(): Promise<void> {
  const builtAt = await stat(built).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (builtAt > (await newestSource())) return;
  console.error('Building the web app…');
  const { build } = await import('vite');
  await build({ root: join(root, 'packages/web'), logLevel: 'error' });
}

async function newestSource(): Promise<number> {
  let newest = 0;
  for (const directory of sources) {
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /(^|\/)(dist|node_modules)(\/|$)/.test(entry.parentPath)) continue;
      newest = Math.max(newest, (await stat(join(entry.parentPath, entry.name))).mtimeMs);
    }
  }
  return newest;
}
