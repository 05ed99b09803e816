import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from './testing/app-world.ts';
import { refused, sampleAnswers, sent } from './testing/sample-mail.ts';

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
});
beforeEach(() => {
  world.answers = sampleAnswers();
  world.asked.length = 0;
});
afterAll(() => world.close());

/** Sentences of what axe finds wrong, empty when nothing is. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (Reflect.get(window, 'axe') as typeof axe).run(document, { iframes: false, resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}

async function opened(
  path: string,
  ready: string,
  options: Parameters<AppWorld['open']>[0] = {},
): Promise<{ page: Page; problems: string[] }> {
  const page = await world.open(options);
  const problems: string[] = [];
  page.on('console', (said) => said.type() === 'error' && problems.push(said.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${world.origin}${path}`);
  await page.locator(ready).first().waitFor();
  return { page, problems };
}

const row = '[role=option]';

describe.each(['light', 'dark'] as const)('every screen in %s', (scheme) => {
  it.each([
    ['mail', '/mail/inbox', row],
    ['a conversation in plain text', '/mail/inbox/c1', 'article'],
    ['a conversation in HTML', '/mail/inbox/c2', 'iframe[data-shown]'],
    ['accounts', '/accounts', 'li h2'],
    ['link', '/accounts/link', 'main strong'],
    ['IMAP form', '/accounts/link/imap', 'fieldset'],
    ['start date', '/accounts/a1/start', '[role=radio]'],
    ['provider apps', '/settings/provider-apps', 'main a'],
    ['provider app form', '/settings/provider-apps/new', 'main input'],
    ['not found', '/nowhere', 'main a'],
  ])('%s has no barrier and no error under the policy', async (_, path, ready) => {
    const { page, problems } = await opened(path, ready, { scheme });
    expect(await barriers(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it.each(['/sign-in', '/setup?token=t'])('%s has no barrier', async (path) => {
    world.answers['GET /api/v1/setup'] = { needsAdministrator: true };
    const { page } = await opened(path, 'main input', { scheme });
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});

describe('mail from the keyboard', () => {
  it('walks, opens, marks read and comes back', async () => {
    const { page } = await opened('/mail/inbox', row);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/mail/inbox/c1');
    await page.locator('article').waitFor();
    await expect
      .poll(() => world.asked.filter(({ path }) => path === '/api/v1/intents').map(({ body }) => body))
      .toEqual([{ kind: 'flag', messageIds: ['m1'], flag: 'seen', value: true }]);
    expect(await page.locator('#conversation-c1[data-unread]').count()).toBe(0);
    await page.keyboard.press('u');
    await page.waitForURL('**/mail/inbox');
    await page.context().close();
  });

  it('answers all, survives a reload, and sends once with its key', async () => {
    const { page } = await opened('/mail/inbox/c1', 'article');
    await page.keyboard.press('a');
    const editor = page.getByRole('textbox', { name: 'Your answer' });
    await editor.waitFor();
    await page.keyboard.type('Yes, gladly.');
    await page.reload();
    await expect.poll(() => editor.innerText()).toBe('Yes, gladly.');
    expect(await barriers(page)).toEqual([]);
    const known = world.answers['GET /api/v1/conversations/c1'] as object;
    world.answers['POST /api/v1/outgoing'] = () => {
      world.answers['GET /api/v1/conversations/c1'] = { ...known, outgoing: [sent] };
      return sent;
    };
    await editor.press('Control+Enter');
    await page.getByText('Waiting to be sent').waitFor();
    const posts = world.asked.filter(({ path, method }) => path === '/api/v1/outgoing' && method === 'POST');
    expect(posts).toHaveLength(1);
    expect(posts[0]?.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(posts[0]?.body).toMatchObject({
      inReplyTo: 'm1',
      subject: 'Re: Subject c1',
      to: [{ address: 'ana@a.test' }],
      cc: [{ address: 'bo@b.test' }],
    });
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.context().close();
  });

  it('searches as one types, and hears shortcuts inside the mail frame', async () => {
    const { page } = await opened('/mail/inbox/c2', 'iframe[data-shown]');
    await page.frameLocator('iframe').locator('p').click();
    await page.keyboard.press('/');
    await page.locator('input[type=search]:focus').waitFor();
    await page.keyboard.type('c11');
    await page.waitForURL('**q=c11');
    await expect.poll(() => page.locator(row).count()).toBe(11);
    await page.context().close();
  });

  it('lists its shortcuts', async () => {
    const { page } = await opened('/mail/inbox', row);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next conversation').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});

describe('the list', () => {
  it('loads the next page before its end is reached, and draws only what is seen', async () => {
    const { page } = await opened('/mail/inbox', row);
    expect(await page.locator(row).count()).toBeLessThan(40);
    await page.locator(row).first().hover();
    const scrolled = async () => {
      await page.mouse.wheel(0, 10 * 68);
      return page.locator('#conversation-c60').count();
    };
    await expect.poll(scrolled, { timeout: 10_000 }).toBe(1);
    await page.context().close();
  });

  it('says in words why it is empty or failed', async () => {
    world.answers['GET /api/v1/conversations'] = { conversations: [], next: null };
    const { page } = await opened('/mail/inbox', 'text=All read, all clear');
    await page.context().close();
    world.answers['GET /api/v1/conversations'] = refused('unexpected', 500);
    const failed = await opened('/mail/inbox', 'text=Something went wrong inside Mailroom');
    await failed.page.getByRole('button', { name: 'Try again' }).waitFor();
    await failed.page.context().close();
  });
});

describe('on a phone', () => {
  it.each(['en', 'fr', 'zh-CN', 'ru', 'pt-BR', 'it'])(
    'nothing is wider than the screen in %s',
    async (locale) => {
      for (const [path, ready] of [
        ['/mail/inbox', row],
        ['/mail/inbox/c2', 'iframe[data-shown]'],
        ['/accounts', 'li h2'],
        ['/accounts/link/imap', 'fieldset'],
        ['/settings/provider-apps/new', 'main input'],
      ] as const) {
        const { page } = await opened(path, ready, { phone: true, locale });
        await page.setViewportSize({ width: 360, height: 780 });
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth),
          `${locale} ${path}`,
        ).toBeLessThanOrEqual(360);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
        await page.context().close();
      }
    },
  );

  it('shows one pane at a time, with a way back', async () => {
    const { page } = await opened('/mail/inbox', row, { phone: true });
    await page.locator('#conversation-c1').tap();
    await page.locator('article').waitFor();
    expect(await page.locator(row).first().isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Back to the list' }).tap();
    await page.locator(row).first().waitFor();
    await page.context().close();
  });
});

describe('sessions and forms', () => {
  it('asks a stranger to sign in and leads on to where they were going', async () => {
    world.answers['GET /api/v1/me'] = refused('not-signed-in', 401);
    const { page } = await opened('/accounts', 'text=Sign in');
    world.answers['POST /api/auth/sign-in/email'] = refused('not-signed-in', 401);
    await page.getByLabel('E-mail address').fill('ada@own.test');
    await page.getByLabel('Password', { exact: true }).fill('wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('do not belong together').waitFor();
    world.answers = { ...sampleAnswers(), 'POST /api/auth/sign-in/email': {} };
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/accounts');
    await page.context().close();
  });

  it('tells a Secret ID from a secret before it is sent', async () => {
    const { page } = await opened('/settings/provider-apps/new', 'main input');
    await page.getByLabel('Client secret: value').fill('7d0c2b1e-90f4-4c55-8f5e-5a3f2c6b1d04');
    await page.getByLabel('Name', { exact: true }).focus();
    await page.getByText('This is the Secret ID').waitFor();
    await page.context().close();
  });

  it('says what unlinking does, and afterwards where access is withdrawn', async () => {
    world.answers['DELETE /api/v1/accounts/a1'] = { withdrawUrl: 'https://myapps.microsoft.com' };
    const { page } = await opened('/accounts', 'li h2');
    await page.getByRole('button', { name: 'Unlink' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nothing changes in the mailbox at your provider').waitFor();
    await dialog.getByRole('button', { name: 'Unlink' }).click();
    expect(await page.getByRole('link', { name: 'Open the provider’s page' }).getAttribute('href')).toBe(
      'https://myapps.microsoft.com',
    );
    await page.context().close();
  });

  it('shows the reason when linking failed', async () => {
    const { page } = await opened('/accounts?failure=consent-refused', 'text=Access was not granted');
    await page.context().close();
  });
});
