import type { Page } from 'playwright-core';
import { seriousFindings } from './accessibility.ts';
import { takeScreenshots } from './screenshots.ts';

/**
 * Looks at the screen as it stands in every size and scheme, and keeps it where pictures are kept.
 *
 * @param before brings the part that is looked at into view, at each size.
 * @returns what is wider than the window and what shuts people out, a line each.
 */
export async function lookAt(
  page: Page,
  name: Parameters<typeof takeScreenshots>[1],
  before?: () => Promise<void>,
): Promise<string[]> {
  const findings: string[] = [];
  await takeScreenshots(page, name, async () => {
    await before?.();
    const { width } = page.viewportSize() ?? { width: 0 };
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) findings.push(`${wide} wide at ${width}`);
    findings.push(...(await seriousFindings(page)));
  });
  return findings;
}
