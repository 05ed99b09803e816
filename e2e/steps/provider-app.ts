import type { PracticeProvider } from '@mailroom/rig/provider/index';
import type { Page } from 'playwright-core';
import type { Text } from '../texts.ts';

/** What people read on the button that leads to the sign-in page. */
export const appName = 'Halewick';

/** Fills the form with everything but the secret. */
export async function fillProviderApp(page: Page, provider: PracticeProvider, t: Text): Promise<void> {
  await page.getByLabel(t('providerApps:name'), { exact: true }).fill(appName);
  await page.getByRole('combobox', { name: t('providerApps:cloud') }).click();
  await page.getByRole('option', { name: 'Practice provider on this machine' }).click();
  await page.getByRole('combobox', { name: t('providerApps:tenant'), exact: true }).click();
  await page.getByRole('option', { name: t('providerApps:tenants.directory') }).click();
  await page.getByLabel(t('providerApps:directory')).fill(provider.tenant);
  await page.getByLabel(t('providerApps:clientId')).fill(provider.clientId);
}

export async function openNewProviderApp(page: Page, t: Text): Promise<void> {
  await page.getByRole('link', { name: t('shell:providerApps') }).click();
  await page.getByRole('link', { name: t('providerApps:add') }).click();
  await page.getByRole('heading', { name: t('providerApps:newTitle') }).waitFor();
}

export const secretField = (page: Page, t: Text) =>
  page.getByLabel(t('providerApps:clientSecret'), { exact: true });
