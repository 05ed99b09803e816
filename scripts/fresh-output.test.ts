import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ensureFresh } from './fresh-output.ts';

/** A package whose output lies in it, as the web app's does. */
async function workplace() {
  const root = await mkdtemp(join(tmpdir(), 'mailroom-output-'));
  onTestFinished(() => rm(root, { recursive: true }));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await mkdir(join(root, 'src'));
  const source = join(root, 'src/app.ts');
  await writeFile(source, 'one');
  await utimes(source, 1_000, 1_000);
  const single = join(root, 'lock.json');
  await writeFile(single, '{}');
  await utimes(single, 1_000, 1_000);
  const build = vi.fn(async (into: string) => {
    await mkdir(into);
    await writeFile(join(into, 'index.html'), 'made');
  });
  const ensure = () =>
    ensureFresh({
      saying: 'Making…',
      directory: join(root, 'dist'),
      witness: 'index.html',
      sources: [root, single],
      build,
    });
  return { source, single, build, ensure };
}

it('makes what is missing once, though that changes the directory it lies in', async () => {
  const { build, ensure } = await workplace();
  await ensure();
  await ensure();
  expect(build).toHaveBeenCalledTimes(1);
});

it('makes it anew for a file that was changed since, wherever it lies', async () => {
  const { source, single, build, ensure } = await workplace();
  await ensure();
  const later = Date.now() / 1000 + 60;
  await utimes(source, later, later);
  await ensure();
  expect(build).toHaveBeenCalledTimes(2);
  await utimes(source, 1_000, 1_000);
  await utimes(single, later, later);
  await ensure();
  expect(build).toHaveBeenCalledTimes(3);
});

it('leaves what was there where making it fails', async () => {
  const { source, build, ensure } = await workplace();
  await ensure();
  const later = Date.now() / 1000 + 60;
  await utimes(source, later, later);
  build.mockRejectedValueOnce(new Error('does not compile'));
  await expect(ensure()).rejects.toThrow('does not compile');
  await utimes(source, 1_000, 1_000);
  await ensure();
  expect(build).toHaveBeenCalledTimes(2);
});
