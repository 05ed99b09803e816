import { mkdtempSync } from 'node:fs';
import { access, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BlobPort } from '../ports/blobs.ts';

/** Blobs in a folder that is removed with the test. */
export function temporaryBlobs(): BlobPort {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-blobs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = (key: string) => join(folder, key);
  return {
    path,
    has: (key) =>
      access(path(key)).then(
        () => true,
        () => false,
      ),
    async write(key, bytes) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      const whole = Buffer.concat(chunks);
      await writeFile(path(key), whole);
      return { size: whole.length };
    },
    removeAll: async () => undefined,
  };
}
