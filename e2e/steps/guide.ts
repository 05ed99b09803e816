import type { GuideKind, StepId, StepState } from '@mailroom/model/guide/steps';
import type { PracticeProvider } from '@mailroom/rig/provider/index';
import type { Locator, Page } from 'playwright-core';
import { patience } from '../browser.ts';
import type { Text } from '../texts.ts';

/** The doctor examines behind each card, and waits up to twenty seconds for an answer of the provider. */
const examinationPatience = 3 * patience;

/** A card of the guide. */
export const card = (page: Page, step: StepId): Locator => page.locator(`li[data-step=${step}]`);

/** Waits until a card says that it stands so. */
export async function cardIs(page: Page, step: StepId, state: StepState): Promise<void> {
  await page.locator(`li[data-step=${step}][data-state=${state}]`).waitFor({ timeout: examinationPatience });
}

/** Opens a card, if the guide has not opened it by itself. */
export async function openCard(page: Page, t: Text, step: StepId): Promise<Locator> {
  const found = card(page, step);
  const head = found.getByRole('button', { name: t(`guide:steps.${step}.title`) });
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
  return found;
}

/** From the provider apps to the first card of a guide. */
export async function chooseGuide(page: Page, t: Text, choice: string, kind: GuideKind): Promise<void> {
  await page.getByRole('link', { name: t('providerApps:add') }).click();
  await page.getByRole('heading', { name: t('guide:chooseTitle'), level: 1 }).waitFor();
  await page
    .getByRole('link')
    .filter({ hasText: t(`guide:choices.${choice}.title`) })
    .click();
  await page.getByRole('heading', { name: t(`guide:kinds.${kind}`), level: 1 }).waitFor();
}

/** The first card: an app for people of the practice organisation, named by its domain. */
export async function beginForOrganisation(
  page: Page,
  t: Text,
  { name, provider }: { name: string; provider: PracticeProvider },
): Promise<void> {
  const domain = provider.people[0].userName.split('@')[1] ?? '';
  await page.getByLabel(t('providerApps:name'), { exact: true }).fill(name);
  await page.getByRole('combobox', { name: t('providerApps:cloud') }).click();
  await page.getByRole('option', { name: 'Practice provider on this machine' }).click();
  await page.getByRole('radio', { name: t('providerApps:tenants.directory') }).click();
  await page.getByLabel(t('providerApps:directory')).fill(domain);
  await page.getByRole('button', { name: t('guide:begin') }).click();
  await page.getByRole('heading', { name: t('guide:title', { name }), level: 1 }).waitFor();
}

/** Shows the practice cloud as one that Microsoft’s command-line tools know; what is asked of it stays the practice provider’s. */
export async function asGlobalCloud(page: Page): Promise<void> {
  await page.route('**/api/v1/clouds', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { clouds: { id: string; authority: string }[] };
    const clouds = body.clouds.map((cloud) =>
      cloud.id === 'practice' ? { ...cloud, authority: 'https://login.microsoftonline.com' } : cloud,
    );
    await route.fulfill({ response, json: { ...body, clouds } });
  });
}
