/**
 * Bytes too large for rows: attachments and sources, cached once opened. Keys are made by the engine: `<account id>-<message id>-`
 * and letters, digits, `.`, `_` or `-`, at most 200 characters in all, so that the blobs of an account or a message are found again
 * when it is deleted.
 */
export interface BlobPort {
  /** Whether its file is there; brings it from where it is kept besides, and notes that it is used. */
  has(key: string): Promise<boolean>;
  /** Written aside and renamed, so that a reader never sees half a blob and a full disk leaves none behind. */
  write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }>;
  /** Absolute path of the file. */
  path(key: string): string;
  removeAll(prefix: string): Promise<void>;
}
