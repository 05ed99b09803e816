/** Blobs as files of one directory, readable by this user only. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobPort } from '@mailroom/engine/ports/index';
import { storageFailure } from '../database/failures.ts';

const partial = '.partial-';

export class BlobFiles implements BlobPort {
  readonly #directory: string;

  /** @param directory absolute path; made when the first blob is written. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  path(key: string): string {
    // Keys are made by the engine; one that could leave the directory is a mistake in it, not a file to serve.
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(key))
      throw new TypeError('A blob key must be a file name');
    return join(this.#directory, key);
  }

  async has(key: string): Promise<boolean> {
    return stat(this.path(key)).then(
      (found) => found.isFile(),
      (thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return false;
        throw thrown;
      },
    );
  }

  /** @throws Failure disk-full; whatever `bytes` throws. Neither leaves a file behind. */
  async write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }> {
    const target = this.path(key);
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const aside = join(this.#directory, `${partial}${randomUUID()}`);
    try {
      const size = await writeDurably(aside, bytes);
      await rename(aside, target);
      return { size };
    } catch (thrown) {
      await rm(aside, { force: true });
      throw storageFailure(thrown);
    }
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
    return readdir(this.#directory).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return [];
      throw thrown;
    });
  }
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
