import { Failure, type Outgoing } from '@mailroom/model';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from './testing/app-world.ts';
import { barriers } from './testing/barriers.ts';
import { message, person, refused, sampleAnswers, sent } from './testing/sample-mail.ts';

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
});
beforeEach(() => {
  world.answers = sampleAnswers();
  world.asked.length = 0;
});
afterAll(() => world.close());

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
    ['provider app form', '/settings/provider-apps/enter', 'main input[readonly]'],
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

describe('marking', () => {
  const intents = () =>
    world.asked.filter(({ path }) => path === '/api/v1/intents').map(({ body }) => body as unknown);

  it('stars a conversation from the list by its key, and takes the star from every message that has it', async () => {
    const { page } = await opened('/mail/inbox', row);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('s');
    await page.locator('#conversation-c1').getByText('Starred').waitFor({ state: 'attached' });
    await expect.poll(intents).toEqual([{ kind: 'flag', messageIds: ['m1'], flag: 'flagged', value: true }]);
    const known = world.answers['GET /api/v1/conversations/c1'] as { messages: unknown[] };
    world.answers['GET /api/v1/conversations/c1'] = {
      ...known,
      messages: [
        message('m1', 'c1', { flags: ['flagged'] }),
        message('m2', 'c1'),
        message('m3', 'c1', { flags: ['flagged'] }),
      ],
    };
    await page.keyboard.press('s');
    await page.locator('#conversation-c1').getByText('Starred').waitFor({ state: 'detached' });
    await expect
      .poll(() => intents().at(-1))
      .toEqual({ kind: 'flag', messageIds: ['m1', 'm3'], flag: 'flagged', value: false });
    await page.context().close();
  });

  it('marks an open conversation unread and returns to its row in the list', async () => {
    const { page } = await opened('/mail/inbox/c2', 'article');
    await page.getByRole('button', { name: 'Mark as unread' }).click();
    await page.waitForURL('**/mail/inbox');
    await page.locator('#conversation-c2[data-unread]').waitFor();
    expect(intents()).toEqual([{ kind: 'flag', messageIds: ['m2'], flag: 'seen', value: false }]);
    await page.context().close();
  });

  it('puts back what the server refused, and says so', async () => {
    world.answers['POST /api/v1/intents'] = refused('unexpected', 500);
    const { page } = await opened('/mail/inbox', row);
    await page.locator('#conversation-c1 [title="Star"]').click();
    await page.getByText('Something went wrong inside Mailroom').waitFor();
    await page.locator('#conversation-c1').getByText('Starred').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('the outbox', () => {
  const failed: Outgoing = {
    ...sent,
    state: 'failed',
    failure: new Failure({ origin: 'provider', kind: 'recipient-refused' }).toWire(),
    heldUntil: null,
    deliveries: [{ recipient: 'ana@a.test', state: 'refused', failure: null }],
  };

  it('stands in the navigation only while something is on its way, and calls for a person who must decide', async () => {
    const { page } = await opened('/mail/inbox', row);
    expect(await page.getByRole('link', { name: 'Outbox' }).count()).toBe(0);
    await page.context().close();
    world.answers['GET /api/v1/outgoing'] = { outgoing: [failed] };
    const again = await opened('/mail/inbox', row);
    await again.page.getByRole('link', { name: /Outbox.*Needs attention/ }).click();
    await again.page.getByRole('region', { name: 'Not sent' }).waitFor();
    expect(await barriers(again.page)).toEqual([]);
    await again.page.context().close();
  });

  it('sends again at once what surely did not leave, and asks first when it may have arrived', async () => {
    world.answers['GET /api/v1/outgoing'] = { outgoing: [failed] };
    world.answers['POST /api/v1/outgoing/o1/resend'] = sent;
    const resent = () => world.asked.filter(({ path }) => path === '/api/v1/outgoing/o1/resend').length;
    const { page } = await opened('/outbox', 'main section');
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(resent).toBe(1);
    await page.context().close();

    const unknown: Outgoing = { ...failed, state: 'unknown', failure: null };
    world.answers['GET /api/v1/outgoing'] = { outgoing: [unknown] };
    const asking = await opened('/outbox', 'main section');
    await asking.page.getByRole('button', { name: 'Send again' }).click();
    const dialog = asking.page.getByRole('dialog');
    await dialog.getByText('It may have arrived already').waitFor();
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(resent()).toBe(1);
    await asking.page.getByRole('button', { name: 'Send again' }).click();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(resent).toBe(2);
    await asking.page.context().close();
  });

  it('says that nothing waits, and leads to the conversation of what does', async () => {
    const { page } = await opened('/outbox', 'text=Nothing is waiting');
    await page.context().close();
    world.answers['GET /api/v1/outgoing'] = { outgoing: [failed] };
    const listed = await opened('/outbox', 'main section');
    await listed.page.getByRole('link', { name: 'Open conversation' }).click();
    await listed.page.waitForURL('**/mail/inbox/c1');
    await listed.page.context().close();
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
        ['/settings/provider-apps/enter', 'main input[readonly]'],
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

  it('has Send on the screen as soon as an answer is begun, and the label beside the recipient', async () => {
    const { page } = await opened('/mail/inbox/c1', 'article', { phone: true });
    await page.getByRole('button', { name: 'Reply', exact: true }).last().tap();
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
    const send = page.getByRole('button', { name: 'Send' });
    await expect
      .poll(() => send.evaluate((button) => button.getBoundingClientRect().bottom))
      .toBeLessThanOrEqual(844);
    const middle = async (found: Locator) => {
      const box = await found.boundingBox();
      return box ? box.y + box.height / 2 : Number.NaN;
    };
    const label = await middle(page.getByText('To', { exact: true }));
    const pill = await middle(page.locator('.mantine-Pill-root'));
    expect(Math.abs(label - pill)).toBeLessThanOrEqual(6);
    await page.context().close();
  });

  it('gives the focus back to the row that was open', async () => {
    const { page } = await opened('/mail/inbox', row, { phone: true });
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    await page.keyboard.press('u');
    await page.locator('[role=listbox]:focus').waitFor();
    const active = page.locator('[role=listbox]');
    expect(await active.getAttribute('aria-activedescendant')).toBe('conversation-c1');
    await page.context().close();
  });

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
    world.answers = { ...sampleAnswers(), 'POST /api/auth/sign-in/email': null };
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/accounts');
    await page.context().close();
  });

  it('looks as the person chose, on whichever device they sign in', async () => {
    world.answers['GET /api/v1/me'] = {
      ...person,
      theme: 'dark',
      locale: 'fr',
      cursor: 7,
      sharedConversations: 0,
    };
    const { page } = await opened('/accounts', 'li h2', { scheme: 'light' });
    await page.locator('html[data-mantine-color-scheme=dark][lang=fr]').waitFor();
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
