import type { Page } from 'playwright-core';
import type { Text } from '../texts.ts';
import type { World } from '../world.ts';

/** The first administrator; whoever runs the server creates it and is it. */
export const administrator = {
  name: 'Ada Walker',
  email: 'ada.walker@example.com',
  password: 'a long walk through the mail',
} as const;

/** Opens the printed link and fills the form; ends signed in, at the provider apps. */
export async function createAdministrator(page: Page, world: World, t: Text): Promise<void> {
  await page.goto(world.setupLink);
  await page.getByLabel(t('session:name')).fill(administrator.name);
  await page.getByLabel(t('session:email')).fill(administrator.email);
  await page.getByLabel(t('session:password'), { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: t('session:create') }).click();
  await page.getByRole('heading', { name: t('providerApps:title'), level: 1 }).waitFor();
}

export async function signIn(page: Page, t: Text): Promise<void> {
  await page.getByLabel(t('session:email')).fill(administrator.email);
  await page.getByLabel(t('session:password'), { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: t('session:signIn') }).click();
  await page.getByRole('navigation', { name: t('shell:navigation') }).waitFor();
}

export async function signOut(page: Page, t: Text): Promise<void> {
  await page.getByRole('button', { name: t('shell:profile') }).click();
  await page.getByRole('menuitem', { name: t('shell:signOut') }).click();
  await page.getByRole('heading', { name: t('session:signInTitle') }).waitFor();
}
