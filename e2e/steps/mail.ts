import type { Locator, Page } from 'playwright-core';
import type { Text } from '../texts.ts';

/** A row of the conversation list by its subject. */
export const row = (page: Page, subject: string): Locator =>
  page.getByRole('option').filter({ hasText: subject });

/** The open conversation. */
export const conversation = (page: Page, t: Text): Locator =>
  page.getByRole('region', { name: t('reader:conversation') });

/** A folder of the navigation; its name is followed by its unread count. */
export const folder = (page: Page, t: Text, name: string): Locator =>
  page
    .getByRole('navigation', { name: t('shell:navigation') })
    .getByRole('link')
    .filter({ has: page.getByText(name, { exact: true }) });

/** Opens a conversation of the list that is shown, and waits until it is read in. */
export async function openConversation(page: Page, t: Text, subject: string): Promise<Locator> {
  await row(page, subject).click();
  const opened = conversation(page, t);
  await opened.getByRole('heading', { name: subject, level: 2 }).waitFor();
  return opened;
}

export async function search(page: Page, t: Text, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: t('reader:searchLabel') }).fill(words);
  await page.getByRole('heading', { name: t('reader:searchResults', { words }), level: 1 }).waitFor();
}
