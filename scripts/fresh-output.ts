import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Output {
  /** What is said before it is made. */
  saying: string;
  /** Directory of what is made, and the file in it that tells when. */
  directory: string;
  witness: string;
  /** Files and directories that it is made from. */
  sources: readonly string[];
  /** Makes it in another directory. */
  build(into: string): Promise<unknown>;
}

/**
 * Makes an output that is missing or older than any of its sources. It is built aside and moved into place whole, so that a running
 * server, or a second command that builds at the same time, never sees half of it.
 */
export async function ensureFresh({ saying, directory, witness, sources, build }: Output): Promise<void> {
  const builtAt = await changedAt(join(directory, witness));
  if (builtAt > (await newest(sources))) return;
  console.error(saying);
  const aside = `${directory}-${process.pid}`;
  const former = `${aside}-former`;
  try {
    await build(aside);
    await rename(directory, former).catch(ignoreMissing);
    await rename(aside, directory);
  } finally {
    for (const left of [aside, former]) await rm(left, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Milliseconds since 1970; 0 for what is not there. */
async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

/** Of files: what is made may lie in a directory that it is made from, which changes by being given it. */
async function newest(sources: readonly string[]): Promise<number> {
  let time = 0;
  for (const source of sources) {
    const entries = await readdir(source, { recursive: true, withFileTypes: true }).catch(() => null);
    if (entries === null) time = Math.max(time, await changedAt(source));
    for (const entry of entries ?? []) {
      if (!entry.isFile() || /(^|\/)(dist[^/]*|node_modules)(\/|$)/.test(entry.parentPath)) continue;
      time = Math.max(time, await changedAt(join(entry.parentPath, entry.name)));
    }
  }
  return time;
}
