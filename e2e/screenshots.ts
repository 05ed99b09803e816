import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { compressPng } from './png.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
/** Of a desk or of a phone: for what is reached differently on each. */
export type Width = (typeof sizes)[number]['width'];
const schemes = ['light', 'dark'] as const;

/**
 * Whether what a page shows is kept as a picture, beside the documents that show it: `MAILROOM_SCREENSHOTS=1` asks for that. A test that
 * merely looks at every size takes no pictures, which nobody would see.
 */
export const keepsScreenshots = process.env.MAILROOM_SCREENSHOTS === '1';
// The server inherits this environment, and starts with no MAILROOM_ variable that is not a setting of its own.
delete process.env.MAILROOM_SCREENSHOTS;

/** Where pictures are kept. */
export async function screenshotFolder(): Promise<string> {
  const folder = join(import.meta.dirname, '../docs/screenshots');
  if (keepsScreenshots) await mkdir(folder, { recursive: true });
  return folder;
}

/**
 * Waits until nothing has moved for a while: a new width is told to the frames that show mail, which measure themselves anew and tell
 * their height back, and a picture taken in between shows them cut off.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const framesStill = 12;
    const patienceMs = 3_000;
    const boxes = () =>
      [document.documentElement, ...document.querySelectorAll('main *, iframe')]
        .map((element) => {
          const { top, width, height } = element.getBoundingClientRect();
          return `${Math.round(top)} ${Math.round(width)} ${Math.round(height)}`;
        })
        .join();
    await document.fonts.ready;
    const end = performance.now() + patienceMs;
    let [before, still] = [boxes(), 0];
    while (still < framesStill && performance.now() < end) {
      await new Promise(requestAnimationFrame);
      const now = boxes();
      still = now === before ? still + 1 : 0;
      before = now;
    }
  });
}

/**
 * Shows the page on a desk and on a phone, light and dark, and keeps it as `<screen>-<language>-<width>-<scheme>.png` where pictures are
 * kept. `look` is called for each; it must leave the page as it is.
 */
export async function takeScreenshots(
  page: Page,
  name: { folder: string; screen: string; language: string; width?: Width },
  look: (page: Page) => Promise<void>,
): Promise<void> {
  for (const size of sizes.filter(({ width }) => name.width === undefined || width === name.width)) {
    await page.setViewportSize(size);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settled(page);
      await look(page);
      if (!keepsScreenshots) continue;
      const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      const file = `${name.screen}-${name.language}-${size.width}-${colorScheme}.png`;
      await writeFile(join(name.folder, file), compressPng(png));
    }
  }
  await page.setViewportSize(sizes[0]);
  await page.emulateMedia({ colorScheme: schemes[0] });
}
