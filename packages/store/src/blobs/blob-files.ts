/**
 * Blobs as files of one directory, readable by this user only. Together they stay below a limit: the least recently used go first, as
 * their modification times tell, which are set anew with every use.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobPort } from '@mailroom/engine/ports/index';
import { storageFailure } from '../database/failures.ts';

const partial = '.partial-';

/** Milliseconds since its last use for which a file may still be on its way to somebody: it is not removed, whatever the limit. */
const servedFor = 10 * 60_000;
/** Milliseconds between two notes of a file's use. */
const usedAgain = 60_000;

export interface BlobFilesOptions {
  /** Octets of all files together; what is being served may exceed it for a while. Default: none. */
  limit?: number;
  clock?: { now(): Date };
}

export class BlobFiles implements BlobPort {
  readonly #directory: string;
  readonly #limit: number;
  readonly #clock: { now(): Date };
  /** Octets written by this process and found by its last look; null before the first. */
  #total: number | null = null;

  /** @param directory absolute path; made when the first blob is written. */
  constructor(directory: string, options: BlobFilesOptions = {}) {
    this.#directory = directory;
    this.#limit = options.limit ?? Number.POSITIVE_INFINITY;
    this.#clock = options.clock ?? { now: () => new Date() };
  }

  path(key: string): string {
    // Keys are made by the engine; one that could leave the directory is a mistake in it, not a file to serve.
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(key))
      throw new TypeError('A blob key must be a file name');
    return join(this.#directory, key);
  }

  async has(key: string): Promise<boolean> {
    const path = this.path(key);
    const now = this.#clock.now();
    try {
      const found = await stat(path);
      if (now.getTime() - found.mtimeMs > usedAgain) await utimes(path, now, now);
      return found.isFile();
    } catch (thrown) {
      if (isMissing(thrown)) return false;
      throw thrown;
    }
  }

  /** @throws Failure disk-full; whatever `bytes` throws. Neither leaves a file behind. */
  async write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }> {
    const target = this.path(key);
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const aside = join(this.#directory, `${partial}${randomUUID()}`);
    try {
      const size = await writeDurably(aside, bytes);
      const now = this.#clock.now();
      await utimes(aside, now, now);
      await rename(aside, target);
      if (Number.isFinite(this.#limit)) await this.#makeRoom(size);
      return { size };
    } catch (thrown) {
      await rm(aside, { force: true });
      throw storageFailure(thrown);
    }
  }

  async #makeRoom(added: number): Promise<void> {
    if (this.#total !== null) this.#total += added;
    if (this.#total === null || this.#total > this.#limit) this.#total = await this.#evict();
  }

  /** Removes the least recently used until all are below the limit. @returns octets that are left */
  async #evict(): Promise<number> {
    const files = (await this.#sizes()).sort((a, b) => a.usedAt - b.usedAt);
    const servedSince = this.#clock.now().getTime() - servedFor;
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size, usedAt } of files) {
      if (total <= this.#limit || usedAt >= servedSince) break;
      await rm(path, { force: true });
      total -= size;
    }
    return total;
  }

  async #sizes(): Promise<{ path: string; size: number; usedAt: number }[]> {
    const files = [];
    for (const name of await this.#names()) {
      if (name.startsWith(partial)) continue;
      const path = join(this.#directory, name);
      const found = await stat(path).catch(() => null);
      if (found) files.push({ path, size: found.size, usedAt: found.mtimeMs });
    }
    return files;
  }

  async removeAll(prefix: string): Promise<void> {
    if (prefix === '') throw new TypeError('Removing every blob is never meant');
    for (const name of await this.#names()) {
      if (name.startsWith(prefix)) await rm(join(this.#directory, name), { force: true });
    }
  }

  /** Removes the blobs of these messages of an account, with one look at the directory for all. */
  async removeOfMessages(accountId: number, messageIds: readonly number[]): Promise<void> {
    const gone = new Set(messageIds.map((id) => `${accountId}-${id}`));
    for (const name of await this.#names()) {
      if (gone.has(name.split('-', 2).join('-'))) await rm(join(this.#directory, name), { force: true });
    }
  }

  /** Removes what a process that died while writing has left: partial files that nobody has written to since `before`. */
  async removePartial(before: Date): Promise<void> {
    for (const name of await this.#names()) {
      if (!name.startsWith(partial)) continue;
      const path = join(this.#directory, name);
      const { mtime } = await stat(path);
      if (mtime < before) await rm(path, { force: true });
    }
  }

  async #names(): Promise<string[]> {
    return readdir(this.#directory).catch((thrown: unknown) => {
      if (isMissing(thrown)) return [];
      throw thrown;
    });
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

/** Synchronised before it is renamed: after a power cut a whole name must not stand for half the bytes. */
async function writeDurably(path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
