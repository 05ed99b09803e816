import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryDirectory } from '../testing/world.ts';
import { IndexWriter } from './index-writer.ts';
import { createSearchFile } from './search-file.ts';

async function openWriter(file: string, onDeath: (error: Error) => void = () => undefined) {
  const writer = new IndexWriter({ file, mainFile: join(file, 'none') }, onDeath);
  onTestFinished(() => writer.close());
  return writer;
}

const message = (messageId: number) => ({ messageId, accountId: 1, words: 'word' });

describe('the writing thread', () => {
  it('writes what comes while it is busy in one transaction', async () => {
    const file = join(await temporaryDirectory(), 'index.sqlite');
    createSearchFile(file, true);
    const writer = await openWriter(file);
    const commits = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => writer.put([message(id)])));
    expect(Math.max(...commits)).toBeLessThan(6);
    expect(await writer.remove([1])).toBe(Math.max(...commits) + 1);
  });

  it('answers what it was asked before it was closed', async () => {
    const file = join(await temporaryDirectory(), 'index.sqlite');
    createSearchFile(file, true);
    const writer = await openWriter(file);
    const asked = writer.put([message(1)]);
    await writer.close();
    expect(await asked).toBe(1);
    await expect(writer.put([message(2)])).rejects.toThrow('closed');
  });

  it('fails what waits for it when it dies, and starts again when there is something to write', async () => {
    const file = join(await temporaryDirectory(), 'index.sqlite');
    const onDeath = vi.fn();
    const writer = await openWriter(file, onDeath);
    await expect(writer.put([message(1)])).rejects.toMatchObject({ name: 'SearchFileUnusable' });
    expect(onDeath).toHaveBeenCalledOnce();
    createSearchFile(file, true);
    expect(await writer.put([message(1)])).toBe(1);
  });
});
