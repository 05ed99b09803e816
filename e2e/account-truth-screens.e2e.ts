/** What an owner is told of a mailbox, as it looks. */
import type { LocaleTag } from '@mailroom/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  sampleEvents,
  sampleSkipped,
  sampleTruth,
  truthAccount,
} from '../packages/web/src/pages/account/testing/sample-truth.ts';
import { type AppWorld, startAppWorld } from '../packages/web/src/testing/app-world.ts';
import { sampleAnswers } from '../packages/web/src/testing/sample-mail.ts';
import { lookAt } from './look-at.ts';
import { screenshotFolder } from './screenshots.ts';
import { textsIn } from './texts.ts';

const languages: readonly LocaleTag[] = ['en', 'ru'];

let world: AppWorld;
let shots: string;
beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startAppWorld();
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/accounts': { accounts: [truthAccount] },
    'GET /api/v1/accounts/a1': truthAccount,
    'GET /api/v1/accounts/a1/truth': sampleTruth,
    'GET /api/v1/accounts/a1/events': { events: sampleEvents },
    'GET /api/v1/accounts/a1/skipped': { messages: sampleSkipped },
  };
});
afterAll(() => world.close());

/** Only what scrolls by itself: the window must stay where it is. */
function scrollTo(element: Element): void {
  let scroller = element.parentElement;
  while (scroller && getComputedStyle(scroller).overflowY !== 'auto') scroller = scroller.parentElement;
  const top = scroller?.getBoundingClientRect().top ?? 0;
  scroller?.scrollBy(0, element.getBoundingClientRect().top - top - 24);
}

it.each(languages)('shows the state and the history of an account in %s', async (language) => {
  const t = textsIn(language);
  const page = await world.open({ locale: language });
  await page.goto(`${world.origin}/accounts/a1`);
  for (const [screen, heading] of [
    ['account-state', null],
    ['account-folders', 'accountTruth:folders'],
    ['account-history', 'accountTruth:timeline'],
  ] as const) {
    const findings = await lookAt(page, { folder: shots, screen, language }, async () => {
      const table = page.getByRole('table', { name: t('accountTruth:folders') });
      await table.waitFor();
      const part =
        heading === null
          ? page.getByRole('heading', { level: 1 })
          : heading === 'accountTruth:folders'
            ? table
            : page.getByRole('heading', { name: t(heading) });
      await part.evaluate(scrollTo);
    });
    expect(findings).toEqual([]);
  }
  await page.context().close();
});
