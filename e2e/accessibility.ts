import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe-core finds serious or critical on the page as it stands, a line for each element. Frames are left out: what stands in
 * them is somebody else's writing.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  // The page's policy lets no further script in; what DevTools evaluates is not the page's.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (Reflect.get(window, 'axe') as typeof axe).run(document, { resultTypes: ['violations'], iframes: false }),
  );
  const { pathname } = new URL(page.url());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${pathname} ${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}
