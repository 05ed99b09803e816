/** The guide's cards, what the doctor says, and the provider apps, in every language: kept as sheets, and nothing wider than the window. */
import { join } from 'node:path';
import { type LocaleTag, localeTag, type ProviderAppInput, providerApp } from '@mailroom/model';
import type { StepId } from '@mailroom/model/guide/steps';
import { walkSignIn } from '@mailroom/rig/identity/index';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask } from './api.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { ContactSheets } from './contact-sheet.ts';
import { type GoogleBeside, startGoogleBeside } from './practice-google.ts';
import { keepsScreenshots, screenshotFolder } from './screenshots.ts';
import { asGlobalCloud, openCard } from './steps/guide.ts';
import { createAdministrator } from './steps/set-up.ts';
import { type Text, textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

/** Without a wish for pictures the longest words are tried alone. */
const languages: readonly LocaleTag[] = keepsScreenshots ? localeTag.options : ['ru'];

let world: World;
let beside: GoogleBeside;
let browser: Browser;
let administrator: Page;
let sheets: ContactSheets;
/** Provider apps by what is to be seen of them. */
const apps = { draft: '', right: '', wrong: '', organisation: '', google: '' };

async function enter(input: ProviderAppInput): Promise<string> {
  return providerApp.parse((await ask(administrator, 'POST', '/api/v1/provider-apps', input)).json).id;
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Links the administrator's own mailbox, and examines with it. */
async function rehearse(app: string): Promise<void> {
  const begun = await ask(administrator, 'POST', '/api/v1/accounts/link/oauth', { providerAppId: app });
  const { authorizeUrl } = z.object({ authorizeUrl: z.url() }).parse(begun.json);
  const [persona] = world.provider.people;
  const returned = await walkSignIn({ authorizeUrl, ...persona, consent: 'accept' });
  await administrator.context().request.get(returned, { maxRedirects: 0 });
  const { json } = await ask(administrator, 'GET', '/api/v1/accounts');
  const { accounts } = z.object({ accounts: z.array(z.object({ id: z.string() })) }).parse(json);
  await ask(administrator, 'POST', `/api/v1/provider-apps/${app}/doctor`, {
    accountId: accounts[0]?.id ?? null,
  });
}

beforeAll(async () => {
  sheets = new ContactSheets(join(await screenshotFolder(), 'set-up'), languages);
  beside = await startGoogleBeside();
  world = await startWorld({
    provider: { mail: 'none' },
    settings: (practice) => beside.settings(practice),
  });
  browser = await launchBrowser();
  ({ page: administrator } = await openVisitor(browser));
  await createAdministrator(administrator, world, textsIn('en'));
  const { tenant, clientId, clientSecret } = world.provider;
  const practice = {
    provider: 'microsoft',
    access: 'people',
    cloudId: 'practice',
    tenant,
    clientId,
  } as const;
  apps.draft = await enter({ ...practice, name: 'Halewick mail', clientId: null, credential: null });
  apps.organisation = await enter({
    ...practice,
    name: 'Halewick office',
    access: 'organisation',
    credential: { kind: 'certificate' },
  });
  apps.google = await enter({
    provider: 'google',
    name: 'Halewick on Gmail',
    cloudId: beside.google.cloud.id,
    clientId: null,
    credential: null,
  });
  apps.wrong = await enter({
    ...practice,
    name: 'Halewick, second try',
    credential: { kind: 'secret', value: 'practice~Another.Registrations-Secret', expires: inDays(12) },
  });
  await ask(administrator, 'POST', `/api/v1/provider-apps/${apps.wrong}/doctor`, { accountId: null });
  apps.right = await enter({
    ...practice,
    name: 'Halewick',
    credential: { kind: 'secret', value: clientSecret.value, expires: inDays(300) },
  });
  await rehearse(apps.right);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
  await beside?.close();
});

interface Scene {
  readonly screen: string;
  path(): string;
  /** Brings the page from its address to what is to be seen. */
  ready(page: Page, t: Text): Promise<unknown>;
}

const below = (app: keyof typeof apps, rest: string) => () => `/settings/provider-apps/${apps[app]}/${rest}`;

function cardScene(screen: string, app: keyof typeof apps, step: StepId, way = 'hand'): Scene {
  return {
    screen,
    path: below(app, `guide?way=${way}`),
    async ready(page, t) {
      await page.locator('ol[aria-busy=false]').waitFor({ timeout: 3 * patience });
      await openCard(page, t, step);
    },
  };
}

const scenes: readonly Scene[] = [
  {
    screen: 'guide-choose',
    path: () => '/settings/provider-apps/new',
    ready: (page, t) => page.getByRole('heading', { name: t('guide:chooseTitle') }).waitFor(),
  },
  {
    screen: 'guide-directory',
    path: () => '/settings/provider-apps/new/microsoft?way=block',
    ready: (page, t) => page.getByRole('button', { name: t('guide:begin') }).waitFor(),
  },
  cardScene('guide-block', 'draft', 'block', 'block'),
  cardScene('guide-registration', 'draft', 'registration'),
  cardScene('guide-redirect-uri', 'draft', 'redirect-uri'),
  cardScene('guide-permissions', 'draft', 'permissions'),
  cardScene('guide-credential', 'draft', 'credential'),
  cardScene('guide-wrong', 'wrong', 'credential'),
  cardScene('guide-check', 'right', 'check'),
  cardScene('guide-tell', 'right', 'tell'),
  {
    ...cardScene('guide-exchange', 'organisation', 'exchange', 'block'),
    async ready(page, t) {
      await page.locator('ol[aria-busy=false]').waitFor({ timeout: 3 * patience });
      const card = await openCard(page, t, 'exchange');
      await card
        .getByRole('textbox', { name: t('guide:exchange.mailboxes') })
        .fill('office@halewick.test\nsales@halewick.test');
    },
  },
  ...(['registration', 'app-permissions', 'link-all'] as const).map((step) =>
    cardScene(`guide-organisation-${step}`, 'organisation', step),
  ),
  ...(
    ['project', 'gmail-api', 'consent-screen', 'audience', 'client', 'publishing', 'check', 'tell'] as const
  ).map((step) => cardScene(`guide-google-${step}`, 'google', step)),
  {
    screen: 'doctor-right',
    path: below('right', 'doctor'),
    ready: (page) => page.locator('article[data-state=right]').first().waitFor(),
  },
  {
    screen: 'doctor-wrong',
    path: below('wrong', 'doctor'),
    ready: (page) => page.locator('article[data-state=wrong]').first().waitFor(),
  },
  {
    screen: 'provider-apps',
    path: () => '/settings/provider-apps',
    ready: (page) => page.getByRole('heading', { name: 'Halewick', exact: true }).waitFor(),
  },
  {
    screen: 'provider-app-credentials',
    path: below('right', ''),
    ready: (page, t) => page.getByRole('button', { name: t('providerApps:consentMake') }).waitFor(),
  },
];

describe('the guide, the doctor and the provider apps', () => {
  it.each(languages)(
    'fit the window of a desk and of a phone, light and dark, in %s',
    async (language) => {
      const state = await administrator.context().storageState();
      const { page, context, complaints } = await openVisitor(browser, {
        locale: language,
        storageState: state,
      });
      await asGlobalCloud(page);
      const wide: string[] = [];
      for (const { screen, path, ready } of scenes) {
        await page.goto(`${world.address}${path()}`);
        await ready(page, textsIn(language));
        await sheets.take(page, screen, language, async () => {
          const { width = 0 } = page.viewportSize() ?? {};
          const own = await page.evaluate(() => document.documentElement.scrollWidth);
          if (own > width) wide.push(`${screen}: ${own} at ${width}`);
        });
      }
      await context.close();
      expect(wide).toEqual([]);
      expect(complaints).toEqual([]);
    },
    900_000,
  );

  it.runIf(keepsScreenshots)('are kept', () => sheets.write(browser), 300_000);
});
