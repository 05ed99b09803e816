import type { RegisteredPerson } from '@mailroom/rig/provider/index';
import type { Page } from 'playwright-core';

/** The practice provider's pages, which speak English whatever Mailroom speaks; each is named by `main[data-page]`. */
const on = (page: Page, name: string) => page.locator(`main[data-page=${name}]`);

/** Signs someone in whom this browser does not know yet; ends on the consent page. */
export async function signInAtProvider(page: Page, person: RegisteredPerson): Promise<void> {
  await on(page, 'username').waitFor();
  await page.getByLabel('User name or e-mail address').fill(person.userName);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await on(page, 'consent').waitFor();
}

export async function consent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Accept' }).click();
}

export async function refuseConsent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel' }).click();
}

/** Picks someone who is signed in at the provider already. */
export async function pickAccount(page: Page, person: RegisteredPerson): Promise<void> {
  await on(page, 'account').getByRole('button', { name: person.userName }).click();
}
