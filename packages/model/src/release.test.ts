import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { release } from './release.ts';

it('the release is the one that package.json names', async () => {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(text).version).toBe(release);
});
