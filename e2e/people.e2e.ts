/** A colleague is invited, joins, and is deactivated while they look at a screen: what they had open ends within seconds. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openVisitor } from './browser.ts';
import { lookAt } from './look-at.ts';
import { screenshotFolder } from './screenshots.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const t = textsIn('en');
const colleague = {
  name: 'Grace Okafor',
  email: 'grace.okafor@example.com',
  password: 'a quiet afternoon reading',
};
let world: World;
let browser: Browser;
let ada: Page;
let grace: Page;
let link: string;
let shots: string;

beforeAll(async () => {
  shots = await screenshotFolder();
  world = await startWorld({ provider: { mail: 'none' } });
  browser = await launchBrowser();
  ({ page: ada } = await openVisitor(browser));
  ({ page: grace } = await openVisitor(browser));
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Keeps the screen in every size and scheme, in a language of which the administrator's profile is told. */
const keep = (page: Page, screen: string, language: string) =>
  lookAt(page, { folder: shots, screen, language });

describe('inviting, joining and leaving', () => {
  tellAsStory({ page: () => ada, log: () => world.log() });

  it('an administrator makes a group and a link', async () => {
    await createAdministrator(ada, world, t);
    await ada.goto(`${world.address}/settings/groups`);
    await ada.getByRole('button', { name: t('people:newGroup') }).click();
    await ada.getByLabel(t('people:groupName')).fill('Showroom');
    await ada.getByRole('button', { name: t('shell:save') }).click();
    await ada.getByRole('heading', { name: 'Showroom' }).waitFor();
    await ada.getByRole('link', { name: t('shell:people') }).click();
    await ada.getByRole('button', { name: t('people:invite') }).click();
    await ada.getByLabel(t('people:email')).fill(colleague.email);
    expect(await keep(ada, 'invite', 'en')).toEqual([]);
    await ada.getByRole('button', { name: t('people:makeInvitation') }).click();
    link = await ada.getByLabel(t('people:link'), { exact: true }).inputValue();
    await ada.getByRole('button', { name: t('people:done') }).click();
    await ada.getByRole('heading', { name: colleague.email }).waitFor();
  });

  it('the colleague joins with it, once', async () => {
    await grace.goto(link);
    await grace.getByLabel(t('session:name')).fill(colleague.name);
    expect(await keep(grace, 'invitation', 'en')).toEqual([]);
    await grace.getByLabel(t('session:password'), { exact: true }).fill(colleague.password);
    await grace.getByRole('button', { name: t('people:join') }).click();
    await grace.getByRole('heading', { name: t('accounts:title'), level: 1 }).waitFor();
    await ada.getByRole('heading', { name: colleague.name }).waitFor();
    const { page: late } = await openVisitor(browser);
    await late.goto(link);
    await late.getByText(t('failures:invitation-invalid')).waitFor();
    await late.close();
  });

  it('changes their profile, with a picture that the administrator sees', async () => {
    await grace.goto(`${world.address}/profile`);
    const chosen = grace.waitForEvent('filechooser');
    await grace.getByRole('button', { name: t('profile:choosePicture') }).click();
    await (await chosen).setFiles({
      name: 'me.png',
      mimeType: 'image/png',
      buffer: await grace.screenshot(),
    });
    await grace.getByRole('button', { name: t('profile:removePicture') }).waitFor();
    expect(await keep(grace, 'profile', 'en')).toEqual([]);
    await ada.locator('li img').first().waitFor();
    expect(await keep(ada, 'people', 'en')).toEqual([]);
  });

  it('shows its screens in Russian, too', async () => {
    const russian = textsIn('ru');
    await ada.request.patch(`${world.address}/api/v1/me`, {
      data: { locale: 'ru' },
      headers: { origin: world.address },
    });
    for (const [path, screen, title] of [
      ['/settings/people', 'people', russian('people:title')],
      ['/settings/groups', 'groups', russian('people:groups')],
      ['/profile', 'profile', russian('profile:title')],
    ] as const) {
      await ada.goto(`${world.address}${path}`);
      await ada.getByRole('heading', { name: title, level: 1 }).waitFor();
      expect(await keep(ada, screen, 'ru')).toEqual([]);
    }
    await ada.request.patch(`${world.address}/api/v1/me`, {
      data: { locale: null },
      headers: { origin: world.address },
    });
  });

  it('loses the screen they look at within five seconds of being deactivated', async () => {
    await grace.goto(`${world.address}/accounts`);
    await grace.getByRole('heading', { name: t('accounts:title'), level: 1 }).waitFor();
    await ada.goto(`${world.address}/settings/people`);
    await ada.getByRole('button', { name: t('people:actions', { name: colleague.name }) }).click();
    await ada.getByRole('menuitem', { name: t('people:deactivate') }).click();
    const answered = ada.waitForResponse((response) => response.url().endsWith('/deactivate'));
    await ada.getByRole('button', { name: t('people:deactivateAction'), exact: true }).click();
    await answered;
    const before = performance.now();
    await grace.getByRole('heading', { name: t('session:signInTitle') }).waitFor();
    const milliseconds = performance.now() - before;
    expect(milliseconds).toBeLessThan(5000);
    await ada
      .getByText(t('people:deactivatedOn', { date: '' }).split(' ')[0] ?? '')
      .first()
      .waitFor();
  });
});
