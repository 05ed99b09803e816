/** What a browser has to fetch before somebody can sign in or read. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from './testing/app-world.ts';
import { sampleAnswers } from './testing/sample-mail.ts';

const row = '[role=option]';

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
  world.answers = sampleAnswers();
});
afterAll(() => world.close());

/** Kibibytes of JavaScript after gzip. Measured when set, with a tenth to spare: whoever raises one says in the commit what it bought. */
const budget = { signIn: 330, mail: 380, chunk: 160 };

const weigh = async (file: string): Promise<number> =>
  gzipSync(await readFile(join(world.directory, file))).length / 1024;

async function firstLoad(path: string, ready: string): Promise<number> {
  const page = await world.open();
  const files: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js')) files.push(pathname);
  });
  await page.goto(`${world.origin}${path}`);
  await page.locator(ready).first().waitFor();
  await page.context().close();
  const weights = await Promise.all(files.map(weigh));
  return weights.reduce((sum, weight) => sum + weight, 0);
}

it('is within its budget before one can sign in, and before one can read mail', async () => {
  expect(await firstLoad('/sign-in', 'main input')).toBeLessThan(budget.signIn);
  expect(await firstLoad('/mail/inbox', row)).toBeLessThan(budget.mail);
});

it('comes in chunks of which none is larger than its budget', async () => {
  const files = (await readdir(join(world.directory, 'assets'))).filter((file) => file.endsWith('.js'));
  const weights = await Promise.all(
    files.map(async (file) => [file, await weigh(`assets/${file}`)] as const),
  );
  expect(weights.filter(([, weight]) => weight > budget.chunk)).toEqual([]);
});
