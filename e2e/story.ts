import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach } from 'vitest';

/** What to keep of a story that went wrong. */
export interface Evidence {
  page(): Page;
  log(): string;
}

/**
 * Makes the tests of this file chapters of one story: each goes on where the last one ended, so after one that failed the others
 * are skipped instead of failing for its reason. What the screen showed then, and what the server printed, is kept.
 */
export function tellAsStory(evidence: Evidence): void {
  let broken: string | null = null;
  beforeEach(({ skip }) => skip(broken !== null, `the story broke at “${broken}”`));
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    broken = task.name;
    const folder = await mkdtemp(join(tmpdir(), 'mailroom-e2e-failed-'));
    await evidence.page().screenshot({ path: join(folder, 'screen.png') });
    await writeFile(join(folder, 'screen.html'), await evidence.page().content());
    await writeFile(join(folder, 'server.log'), evidence.log());
    console.error(`“${task.name}” failed at ${evidence.page().url()}; see ${folder}`);
  });
}
