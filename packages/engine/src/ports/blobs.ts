/**
 * Bytes too large for rows: attachments and sources, cached once opened. Keys are made by the engine: the account's id, a dot, and
 * letters, digits, `.`, `_` or `-`, at most 200 characters, so that unlinking an account finds its blobs.
 */
export interface BlobPort {
  has(key: string): Promise<boolean>;
  /** Written aside and renamed, so that a reader never sees half a blob and a full disk leaves none behind. */
  write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }>;
  /** Absolute path of the file. */
  path(key: string): string;
  removeAll(prefix: string): Promise<void>;
}
