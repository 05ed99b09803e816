import type { PracticeProvider } from '@mailroom/rig/provider/index';
import type { Page } from 'playwright-core';
import type { Text } from '../texts.ts';

/** What people read on the button that leads to the sign-in page. */
export const appName = 'Halewick';

/** Fills the form of a registration that was made already. */
export async function fillProviderApp(page: Page, provider: PracticeProvider, t: Text): Promise<void> {
  await page.getByLabel(t('providerApps:name'), { exact: true }).fill(appName);
  await page.getByRole('combobox', { name: t('providerApps:cloud') }).click();
  await page.getByRole('option', { name: 'Practice provider on this machine' }).click();
  await page.getByRole('combobox', { name: t('providerApps:tenant'), exact: true }).click();
  await page.getByRole('option', { name: t('providerApps:tenants.directory') }).click();
  await page.getByLabel(t('providerApps:directory')).fill(provider.tenant);
  await page.getByLabel(t('providerApps:clientId')).fill(provider.clientId);
}

/** To the form for whoever needs no guide. */
export async function openNewProviderApp(page: Page, t: Text): Promise<void> {
  await page.getByRole('link', { name: t('shell:providerApps') }).click();
  await page.getByRole('link', { name: t('providerApps:add') }).click();
  await page.getByRole('link', { name: t('guide:enterIt') }).click();
  await page.getByRole('heading', { name: t('providerApps:newTitle') }).waitFor();
}

export const secretField = (page: Page, t: Text) =>
  page.getByLabel(t('providerApps:secretValue'), { exact: true });

/** Saves the form; ends on the app's own page, which asks for its credential. */
export async function createProviderApp(page: Page, t: Text): Promise<void> {
  await page.getByRole('button', { name: t('providerApps:create') }).click();
  await page.getByRole('heading', { name: appName, level: 1 }).waitFor();
}

export async function addSecret(page: Page, t: Text, value: string): Promise<void> {
  await secretField(page, t).fill(value);
  await page.getByRole('button', { name: t('providerApps:addSecret') }).click();
  await secretField(page, t).waitFor({ state: 'detached' });
}
