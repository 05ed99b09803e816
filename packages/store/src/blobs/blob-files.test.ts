import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestClock, temporaryDirectory } from '../testing/world.ts';
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

  describe('below a limit', () => {
    async function world() {
      const clock = new TestClock();
      const directory = await temporaryDirectory();
      const blobs = new BlobFiles(directory, { limit: 10, clock });
      const write = async (key: string) => {
        await blobs.write(key, bytes('1234'));
        clock.advance(60 * 60_000);
      };
      return { blobs, clock, directory, write };
    }

    it('lets the least recently used go first', async () => {
      const { blobs, clock, directory, write } = await world();
      await write('1-1-1');
      await write('1-2-1');
      await blobs.has('1-1-1');
      clock.advance(60 * 60_000);
      await write('1-3-1');
      expect((await readdir(directory)).sort()).toEqual(['1-1-1', '1-3-1']);
    });

    it('removes nothing that was asked for a moment ago, and makes room once it no longer is', async () => {
      const { blobs, clock, directory, write } = await world();
      await write('1-1-1');
      await write('1-2-1');
      expect(await blobs.has('1-1-1')).toBe(true);
      expect(await blobs.has('1-2-1')).toBe(true);
      await blobs.write('1-3-1', bytes('1234'));
      expect(await readdir(directory)).toHaveLength(3);
      clock.advance(60 * 60_000);
      await blobs.write('1-4-1', bytes('1'));
      expect(await readdir(directory)).toHaveLength(3);
      expect(await blobs.has('1-4-1')).toBe(true);
    });

    it('counts what an earlier process has left', async () => {
      const { clock, directory, write } = await world();
      await write('1-1-1');
      await write('1-2-1');
      const next = new BlobFiles(directory, { limit: 10, clock });
      await next.write('1-3-1', bytes('1234'));
      expect((await readdir(directory)).sort()).toEqual(['1-2-1', '1-3-1']);
    });
  });

  it.each(['../x', '.hidden', 'a/b', '', 'a\0b', 'x'.repeat(201)])('refuses the key %j', (key) => {
    expect(() => new BlobFiles('/tmp').path(key)).toThrow(TypeError);
  });
});
