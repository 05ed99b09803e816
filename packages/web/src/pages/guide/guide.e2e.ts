import { googleCloud, microsoftClouds, type ProviderApp } from '@mailroom/model';
import { lineWith } from '@mailroom/model/guide/pasted-line';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../../testing/app-world.ts';
import { barriers } from '../../testing/barriers.ts';
import { credential, notRehearsed, providerApp, report } from '../../testing/sample-doctor.ts';
import { sampleAnswers } from '../../testing/sample-mail.ts';

const redirectUri = 'https://mail.contoso.example/oauth2/callback';
const clientId = '6731de76-14a6-49ae-97bc-6eba6914391e';
const directory = '11111111-2222-4333-8444-555555555555';
const secret = 'Xy8Q~abc.def_ghi-jkl';
const line = lineWith([clientId, directory, 'global', '2027-11-20', secret]);

const draft: Partial<ProviderApp> = { clientId: null, credentials: [], ready: false, accounts: 0 };

let world: AppWorld;
/** What the server holds; the table below answers from it and changes it as the server would. */
let app: ProviderApp | null;

const notEntered = { state: 'skipped', skipped: 'client-id-not-entered' } as const;

function examined() {
  const entered =
    app?.clientId == null ? { registration: notEntered, secret: notEntered, 'sign-in': notEntered } : {};
  return report({ ...notRehearsed, ...entered });
}

beforeAll(async () => {
  world = await startAppWorld();
});
afterAll(() => world.close());

beforeEach(() => {
  app = null;
  world.asked.length = 0;
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/clouds': { clouds: [...microsoftClouds, googleCloud], redirectUri },
    'GET /api/v1/accounts': { accounts: [] },
    'GET /api/v1/notices': { notices: [], byMail: false },
    'GET /api/v1/provider-apps': () => ({ providerApps: app ? [app] : [] }),
    'POST /api/v1/provider-apps': (body: unknown) => {
      app = providerApp({ ...draft, redirectUri, ...(body as object) });
      return app;
    },
    'PATCH /api/v1/provider-apps/1': (body: unknown) => {
      app = providerApp({ ...app, ...(body as object) });
      return app;
    },
    'POST /api/v1/provider-apps/1/credentials': () => {
      app = providerApp({ ...app, credentials: [credential({ expires: '2027-11-20' })], ready: true });
      return app;
    },
    'GET /api/v1/provider-apps/1/doctor': { report: null },
    'POST /api/v1/provider-apps/1/doctor': examined,
  };
});

async function opened(path: string, options: Parameters<AppWorld['open']>[0] = {}): Promise<Page> {
  const page = await world.open(options);
  await page.goto(`${world.origin}${path}`);
  await page.locator('h1').first().waitFor();
  return page;
}

const bodyOf = (method: string, path: string): unknown =>
  world.asked.findLast((one) => one.method === method && one.path === path)?.body;

const card = (page: Page, step: string) => page.locator(`[data-step="${step}"]`);

describe('the guide for Microsoft', () => {
  it('leads by the short way from the choice to a registered app, with two fields and one paste', async () => {
    const page = await opened('/settings/provider-apps/new');
    await page.getByRole('link', { name: /the short way/ }).click();
    await page.getByText('5 steps for you').waitFor();
    await page.getByRole('button', { name: 'Begin' }).click();
    await card(page, 'block').getByRole('textbox', { name: 'The printed line' }).waitFor();
    expect(bodyOf('POST', '/api/v1/provider-apps')).toMatchObject({
      provider: 'microsoft',
      access: 'people',
      tenant: 'common',
      clientId: null,
      credential: null,
    });
    const block = card(page, 'block').getByRole('textbox', { name: 'Block for Bash' });
    expect(await block.inputValue()).toContain(redirectUri);

    // As a terminal wraps it, with the prompt that follows.
    const copied = `${line.replace(/.{40}/g, '$&\n')}\nada@Azure:~$ `;
    await card(page, 'block').getByRole('textbox', { name: 'The printed line' }).fill(copied);
    await page.locator('[data-step="block"][data-state="right"]').waitFor();
    expect(bodyOf('PATCH', '/api/v1/provider-apps/1')).toEqual({ clientId });
    expect(bodyOf('POST', '/api/v1/provider-apps/1/credentials')).toEqual({
      kind: 'secret',
      value: secret,
      expires: '2027-11-20',
    });
    await page.locator('[data-step="check"][data-open]').waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.context().close();
  });

  it('takes the directory from the line where the app is for one', async () => {
    app = providerApp({ ...draft, tenant: 'contoso.com' });
    const page = await opened('/settings/provider-apps/1/guide');
    await page.getByRole('textbox', { name: 'The printed line' }).fill(line);
    await page.locator('[data-step="block"][data-state="right"]').waitFor();
    expect(bodyOf('PATCH', '/api/v1/provider-apps/1')).toEqual({ clientId, tenant: directory });
    await page.context().close();
  });

  it.each([
    [line.slice(0, -6), 'Part of the line is missing'],
    [lineWith([clientId, directory, 'china', '2027-11-20', secret]), 'another cloud'],
    ['https://shell.azure.com', 'This is not the line'],
  ])('refuses what is not the whole line, and asks the server nothing', async (pasted, words) => {
    app = providerApp(draft);
    const page = await opened('/settings/provider-apps/1/guide');
    await page.getByRole('textbox', { name: 'The printed line' }).fill(pasted);
    await page.getByText(words).waitFor();
    expect(world.asked.filter(({ method }) => method === 'PATCH')).toEqual([]);
    await page.context().close();
  });

  it('opens where something is wrong, and says there what, who mends it and where', async () => {
    app = providerApp({ accounts: 0 });
    const wrong = {
      state: 'wrong',
      finding: 'redirect-uri-mismatch',
      code: 'AADSTS50011',
      where: `https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Authentication/appId/${clientId}`,
    } as const;
    world.answers['GET /api/v1/provider-apps/1/doctor'] = {
      report: report({ ...notRehearsed, registration: wrong }),
    };
    const page = await opened('/settings/provider-apps/1/guide?way=hand');
    const open = page.locator('[data-step="redirect-uri"][data-open][data-state="wrong"]');
    await open.waitFor();
    await open.getByText('The redirect URI is not registered exactly').waitFor();
    await open.getByText('Mailroom’s administrator').waitFor();
    expect(await open.getByRole('link', { name: /portal\.azure\.com/ }).getAttribute('href')).toContain(
      clientId,
    );
    await page.context().close();
  });

  it('refuses the Secret ID and an ID of another form while they are entered', async () => {
    app = providerApp(draft);
    const page = await opened('/settings/provider-apps/1/guide?way=hand');
    const field = page.getByRole('textbox', { name: 'Application (client) ID' });
    await field.fill('contoso');
    await field.blur();
    await page.getByText('A client ID looks like').waitFor();
    await field.fill(clientId);
    await card(page, 'registration').getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-step="credential"][data-open]').waitFor();
    await page.getByRole('textbox', { name: 'Client secret: value' }).fill(directory);
    await page.getByText('This is the Secret ID').waitFor();
    await page.context().close();
  });

  it('cannot be begun with personal accounts in a national cloud', async () => {
    const page = await opened('/settings/provider-apps/new/microsoft');
    await page.getByRole('combobox', { name: 'Cloud' }).click();
    await page.getByRole('option', { name: /US Government/ }).click();
    await page.getByRole('alert').getByText('National clouds have no personal accounts').waitFor();
    expect(await page.getByRole('button', { name: 'Begin' }).isDisabled()).toBe(true);
    await page.getByRole('radio', { name: /Work and school accounts/ }).click();
    expect(await page.getByRole('button', { name: 'Begin' }).isEnabled()).toBe(true);
    await page.context().close();
  });
});

it('examines again by itself when a mailbox of one’s own has been linked', async () => {
  app = providerApp({ accounts: 1 });
  const { accounts } = sampleAnswers()['GET /api/v1/accounts'] as { accounts: object[] };
  world.answers['GET /api/v1/accounts'] = {
    accounts: accounts.map((one) => ({ ...one, providerAppId: '1' })),
  };
  world.answers['GET /api/v1/provider-apps/1/doctor'] = { report: report(notRehearsed) };
  world.answers['POST /api/v1/provider-apps/1/doctor'] = report();
  const page = await opened('/settings/provider-apps/1/guide');
  await page.locator('[data-step="check"][data-state="right"]').waitFor();
  expect(bodyOf('POST', '/api/v1/provider-apps/1/doctor')).toEqual({ accountId: 'a1' });
  await page.context().close();
});

it('fills in the Exchange commands with the mailboxes that are listed', async () => {
  app = providerApp({ access: 'organisation', tenant: 'contoso.com', accounts: 0 });
  const page = await opened('/settings/provider-apps/1/guide');
  await page
    .getByRole('textbox', { name: 'Addresses of the mailboxes' })
    .fill('sales@contoso.com, help@contoso.com');
  const commands = page.getByRole('textbox', { name: 'Block for PowerShell' });
  expect(await commands.inputValue()).toContain(`New-ServicePrincipal -AppId ${clientId}`);
  expect(await commands.inputValue()).toContain("@('sales@contoso.com', 'help@contoso.com')");
  await page.context().close();
});

it('words the message to people in a language of their own', async () => {
  app = providerApp({ accounts: 1 });
  world.answers['GET /api/v1/provider-apps/1/doctor'] = { report: report() };
  const page = await opened('/settings/provider-apps/1/guide');
  await card(page, 'tell').getByText('Your mailbox can now be used').waitFor();
  await page.getByRole('combobox', { name: 'Language of the message' }).click();
  await page.getByRole('option', { name: 'Русский' }).click();
  await page.getByText('Ваш почтовый ящик теперь').waitFor();
  await page.getByText('https://mail.contoso.example/accounts/link').waitFor();
  await page.context().close();
});

describe.each(['light', 'dark'] as const)('every card in %s', (scheme) => {
  it.each([
    ['microsoft by the block', 'people', 'block', false],
    ['microsoft by hand', 'people', 'hand', false],
    ['microsoft by hand on a phone', 'people', 'hand', true],
    ['an organisation', 'organisation', 'hand', false],
    ['google', 'google', 'hand', true],
  ] as const)('of %s can be opened, and has no barrier', async (_, kind, way, phone) => {
    const google = { provider: 'google', cloudId: 'google', tenant: null } as const;
    app = providerApp({
      accounts: 0,
      ...(kind === 'google'
        ? google
        : { access: kind, tenant: kind === 'people' ? 'common' : 'contoso.com' }),
    });
    const wrong = { state: 'wrong', finding: 'client-secret-wrong', code: 'AADSTS7000215' } as const;
    world.answers['GET /api/v1/provider-apps/1/doctor'] = {
      report: report({ ...notRehearsed, secret: wrong }),
    };
    const page = await opened(`/settings/provider-apps/1/guide?way=${way}`, { scheme, phone });
    await page.locator('[data-step]').first().waitFor();
    for (const step of await page.locator('[data-step]').all()) {
      const head = step.getByRole('heading', { level: 2 }).getByRole('button').first();
      if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
      await step.getByText('When it is right:').waitFor();
      expect(await barriers(page), (await step.getAttribute('data-step')) ?? '').toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });
});
