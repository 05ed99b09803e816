/**
 * Blobs in a folder of bounded size, and where a bucket is set also there: what the folder had to let go comes back from the bucket,
 * else from the provider. A bucket that does not answer costs time, never a file.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { BlobPort, Log } from '@mailroom/engine/ports/index';
import type { BlobFiles } from './blob-files.ts';
import type { Bucket } from './bucket.ts';

export class BlobStore implements BlobPort {
  readonly #files: BlobFiles;
  readonly #bucket: Bucket | null;
  readonly #log: Log;

  constructor(deps: { files: BlobFiles; bucket: Bucket | null; log: Log }) {
    this.#files = deps.files;
    this.#bucket = deps.bucket;
    this.#log = deps.log;
  }

  path(key: string): string {
    return this.#files.path(key);
  }

  async has(key: string): Promise<boolean> {
    if (await this.#files.has(key)) return true;
    if (this.#bucket === null) return false;
    try {
      const bytes = await this.#bucket.get(key);
      if (bytes === null) return false;
      await this.#files.write(key, bytes);
      return true;
    } catch (thrown) {
      this.#log.warn({ err: thrown, key }, 'a blob could not be read from the bucket; the provider is asked');
      return false;
    }
  }

  async write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }> {
    const written = await this.#files.write(key, bytes);
    try {
      await this.#bucket?.put(key, this.#files.path(key), await sha256(this.#files.path(key)));
    } catch (thrown) {
      this.#log.warn(
        { err: thrown, key },
        'a blob could not be put into the bucket; it is kept in the folder',
      );
    }
    return written;
  }

  async removeAll(prefix: string): Promise<void> {
    await this.#files.removeAll(prefix);
    await this.#removeFromBucket(prefix, () => true);
  }

  /** Removes the blobs of these messages of an account. */
  async removeOfMessages(accountId: number, messageIds: readonly number[]): Promise<void> {
    await this.#files.removeOfMessages(accountId, messageIds);
    if (messageIds.length === 0) return;
    const gone = new Set(messageIds.map((id) => `${accountId}-${id}`));
    await this.#removeFromBucket(`${accountId}-`, (key) => gone.has(key.split('-', 2).join('-')));
  }

  removePartial(before: Date): Promise<void> {
    return this.#files.removePartial(before);
  }

  /** @throws Error when the bucket refuses: mail that was deleted must not stay there unnoticed. */
  async #removeFromBucket(prefix: string, isGone: (key: string) => boolean): Promise<void> {
    if (this.#bucket === null) return;
    for await (const key of this.#bucket.keys(prefix)) if (isGone(key)) await this.#bucket.remove(key);
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
