import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryDirectory } from '../testing/world.ts';
import { IndexWriter } from './index-writer.ts';
import { createSearchFile, openForReading } from './search-file.ts';

async function openWriter(
  file: string,
  { onDeath = () => undefined, quiet = 60_000 }: { onDeath?: (error: Error) => void; quiet?: number } = {},
) {
  const writer = new IndexWriter({ file, mainFile: join(file, 'none'), quiet }, onDeath);
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

  it('merges what it wrote once nothing more comes', async () => {
    const file = join(await temporaryDirectory(), 'index.sqlite');
    createSearchFile(file, true);
    const writer = await openWriter(file, { quiet: 1 });
    for (let id = 1; id <= 20; id += 1) await writer.put([message(id)]);
    const reading = openForReading(file);
    onTestFinished(() => reading.close());
    const segments = reading.prepare('select count(distinct segid) as n from search_idx');
    await vi.waitFor(() => expect(segments.get()?.n).toBeLessThan(8), 10_000);
    expect(await writer.put([message(21)])).toBe(21);
  });

  it('fails what waits for it when it dies, and starts again when there is something to write', async () => {
    const file = join(await temporaryDirectory(), 'index.sqlite');
    const onDeath = vi.fn();
    const writer = await openWriter(file, { onDeath });
    await expect(writer.put([message(1)])).rejects.toMatchObject({ name: 'SearchFileUnusable' });
    expect(onDeath).toHaveBeenCalledOnce();
    createSearchFile(file, true);
    expect(await writer.put([message(1)])).toBe(1);
  });
});
