import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Sentences of what axe finds wrong, empty when nothing is. Frames hold what others wrote. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (Reflect.get(window, 'axe') as typeof axe).run(document, { iframes: false, resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}
