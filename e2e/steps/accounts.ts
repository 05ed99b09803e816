import type { AccountState } from '@mailroom/model';
import type { Locator, Page } from 'playwright-core';
import { patience } from '../browser.ts';
import type { Text } from '../texts.ts';

export async function openAccounts(page: Page, t: Text): Promise<void> {
  await page
    .getByRole('navigation', { name: t('shell:navigation') })
    .getByRole('link', { name: t('shell:accounts'), exact: true })
    .click();
  await page.getByRole('heading', { name: t('accounts:title'), level: 1 }).waitFor();
}

/** An account's card on the accounts page. */
export const accountCard = (page: Page, address: string): Locator =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: address }) });

/** Waits until the accounts page shows this state. */
export async function accountIs(
  page: Page,
  t: Text,
  address: string,
  state: AccountState,
  timeout = patience,
): Promise<void> {
  await accountCard(page, address)
    .getByText(t(`accounts:states.${state}`), { exact: true })
    .waitFor({ timeout });
}
