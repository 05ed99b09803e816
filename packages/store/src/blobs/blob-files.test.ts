import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/world.ts';
import { BlobFiles } from './blob-files.ts';

async function* bytes(...chunks: string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

describe('BlobFiles', () => {
  it('keeps bytes in a file that only this user can read', async () => {
    const directory = join(await temporaryDirectory(), 'blobs');
    const blobs = new BlobFiles(directory);
    expect(await blobs.has('1-2-3')).toBe(false);
    expect(await blobs.write('1-2-3', bytes('ab', 'c'))).toEqual({ size: 3 });
    expect(await readFile(blobs.path('1-2-3'), 'utf8')).toBe('abc');
    expect((await stat(blobs.path('1-2-3'))).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
  });

  it('leaves nothing of a write that failed', async () => {
    const directory = await temporaryDirectory();
    const blobs = new BlobFiles(directory);
    const failing = async function* () {
      yield Buffer.from('half');
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
    await expect(blobs.write('1-2-3', failing())).rejects.toMatchObject({ kind: 'disk-full' });
    expect(await readdir(directory)).toEqual([]);
  });

  it('removes by account and by message, exactly', async () => {
    const blobs = new BlobFiles(await temporaryDirectory());
    for (const key of ['1-2-1', '1-2-source', '1-22-1', '12-2-1']) await blobs.write(key, bytes('x'));
    await blobs.removeOfMessages(1, [2]);
    expect(await Promise.all(['1-2-1', '1-2-source', '1-22-1'].map((key) => blobs.has(key)))).toEqual([
      false,
      false,
      true,
    ]);
    await blobs.removeAll('1-');
    expect(await blobs.has('1-22-1')).toBe(false);
    expect(await blobs.has('12-2-1')).toBe(true);
  });

  it.each(['../x', '.hidden', 'a/b', '', 'a\0b', 'x'.repeat(201)])('refuses the key %j', (key) => {
    expect(() => new BlobFiles('/tmp').path(key)).toThrow(TypeError);
  });
});
