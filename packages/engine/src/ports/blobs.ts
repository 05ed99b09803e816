/** Bytes too large for rows: attachments and sources, cached once opened. Keys are opaque, made by the engine, safe as file names. */
export interface BlobPort {
  has(key: string): Promise<boolean>;
  /** Written aside and renamed, so that a reader never sees half a blob and a full disk leaves none behind. */
  write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number }>;
  /** Absolute path of the file. */
  path(key: string): string;
  removeAll(prefix: string): Promise<void>;
}
