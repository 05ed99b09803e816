/** Linking and keeping accounts, from the address to the start date, in a browser. */
import { Failure, notFoundReason } from '@mailroom/model';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../../testing/app-world.ts';
import { account, refused, sampleAnswers } from '../../testing/sample-mail.ts';
import { sampleSkipped } from '../account/testing/sample-truth.ts';
import { gmail, icloud, microsoft365, notFound, unfamiliar } from './testing/sample-discoveries.ts';

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
});
beforeEach(() => {
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/link-options': {
      providerApps: [
        { id: 'm1', provider: 'microsoft', name: 'Contoso', access: 'people' },
        { id: 'o1', provider: 'microsoft', name: 'Contoso mailboxes', access: 'organisation' },
      ],
      imap: true,
    },
    'POST /api/v1/accounts/link/oauth': { authorizeUrl: `${world.origin}/outbox?left` },
    'POST /api/v1/accounts/link/imap': { ...account, state: 'choosing' },
    'POST /api/v1/accounts/link/organisation': { ...account, state: 'choosing' },
  };
  world.asked.length = 0;
});
afterAll(() => world.close());

async function at(path: string, options: Parameters<AppWorld['open']>[0] = {}): Promise<Page> {
  const page = await world.open(options);
  await page.goto(`${world.origin}${path}`);
  await page.locator('main h1').waitFor();
  return page;
}

async function lookFor(address: string, options: Parameters<AppWorld['open']>[0] = {}): Promise<Page> {
  const page = await at('/accounts/link', options);
  await page.locator('input[type=email]').fill(address);
  await page.keyboard.press('Enter');
  return page;
}

const sentTo = (path: string) => world.asked.filter((each) => each.path === path).map(({ body }) => body);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (Reflect.get(window, 'axe') as typeof axe).run(document, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe('an address leads', () => {
  it('to the sign-in page of its provider, with the address filled in', async () => {
    world.answers['POST /api/v1/discover'] = microsoft365;
    const page = await lookFor(' ann@corp.test ');
    const result = page.locator('[data-result]');
    await result.getByRole('button', { name: 'Continue with Contoso' }).waitFor();
    expect(await focused(page)).toBe('Microsoft 365');
    expect(sentTo('/api/v1/discover')).toEqual([{ address: 'ann@corp.test' }]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/outbox?left');
    expect(sentTo('/api/v1/accounts/link/oauth')).toEqual([
      { providerAppId: 'm1', address: 'ann@corp.test' },
    ]);
    await page.context().close();
  });

  it('to whoever can set a provider up, where no app fits', async () => {
    world.answers['POST /api/v1/discover'] = gmail;
    const page = await lookFor('ann@gmail.com');
    await page.locator('[data-result]').getByText('An administrator must set up a provider app').waitFor();
    expect(await page.locator('[data-result]').getByRole('link').getAttribute('href')).toBe(
      '/settings/provider-apps',
    );
    await page.context().close();
  });

  it('to a password alone where the servers are known, and sends each half its own user name', async () => {
    world.answers['POST /api/v1/discover'] = icloud;
    const page = await lookFor('ann@icloud.com');
    const result = page.locator('[data-result]');
    await result.getByText('imap.mail.me.com').waitFor();
    expect(await result.getByRole('link', { name: 'Make an app password' }).getAttribute('href')).toBe(
      'https://support.apple.com/102654',
    );
    expect(await result.getByLabel('Server').count()).toBe(0);
    await result.getByRole('button', { name: 'Change' }).click();
    await page.locator('input:focus').and(result.getByLabel('Server').first()).waitFor();
    await result.getByLabel('App password', { exact: true }).fill('abcd efgh ijkl mnop');
    await result.getByRole('button', { name: 'Test and link' }).click();
    await page.waitForURL('**/accounts/a1/start');
    expect(sentTo('/api/v1/accounts/link/imap')).toMatchObject([
      {
        address: 'ann@icloud.com',
        imap: { host: 'imap.mail.me.com', user: 'ann', password: 'abcdefghijklmnop' },
        smtp: { host: 'smtp.mail.me.com', port: 587, user: 'ann@icloud.com', password: 'abcdefghijklmnop' },
      },
    ]);
    await page.context().close();
  });

  it('to servers that are shown before a password, and asks for what nobody knows', async () => {
    world.answers['POST /api/v1/discover'] = unfamiliar;
    const page = await lookFor('ann@own.example');
    const result = page.locator('[data-result]');
    await result.getByText('Look at the servers below').waitFor();
    const incoming = result.getByRole('group', { name: 'Incoming mail (IMAP)' });
    expect(await incoming.getByLabel('Server').inputValue()).toBe('imap.hosting.test');
    await result.getByLabel('Authorization code', { exact: true }).fill('code');
    await result.getByRole('button', { name: 'Test and link' }).click();
    await result.getByText('This is needed').or(result.locator('[aria-invalid=true]')).first().waitFor();
    expect(sentTo('/api/v1/accounts/link/imap')).toEqual([]);
    await page.context().close();
  });

  it.each(notFoundReason.options)('to the reason, and what to do, where it is %s', async (reason) => {
    world.answers['POST /api/v1/discover'] = notFound(reason);
    const page = await lookFor('ann@own.example');
    const result = page.locator('[data-result]');
    await result.locator('h2').waitFor();
    expect(await result.locator('p').first().innerText()).not.toBe('');
    const manual = result.getByRole('link', { name: 'Enter the servers by hand' });
    expect(await manual.count()).toBe(reason === 'no-imap' ? 0 : 1);
    if (reason !== 'no-imap') {
      await manual.click();
      await page.waitForURL('**/accounts/link/imap?address=*');
      expect(await page.getByLabel('E-mail address').inputValue()).toBe('ann@own.example');
      const incoming = page.getByRole('group', { name: 'Incoming mail (IMAP)' });
      expect(await incoming.getByLabel('User name').inputValue()).toBe('ann@own.example');
    }
    await page.context().close();
  });

  it('from the list of accounts without another click: the field has the focus', async () => {
    const page = await at('/accounts');
    await page.getByRole('main').getByRole('link', { name: 'Link account' }).click();
    await page.locator('input[type=email]:focus').waitFor();
    await page.keyboard.type('ann@');
    expect(await page.locator('input[type=email]').inputValue()).toBe('ann@');
    await page.context().close();
  });

  it('nowhere while it is not complete, and says so at the field', async () => {
    const page = await lookFor('ann@');
    await page.locator('input[aria-invalid=true]').waitFor();
    expect(sentTo('/api/v1/discover')).toEqual([]);
    await page.context().close();
  });

  it('to the refusal in words when too many were asked for', async () => {
    world.answers['POST /api/v1/discover'] = refused('too-many-requests', 429);
    const page = await lookFor('ann@own.example');
    await page.getByRole('alert').getByText('Too many attempts').waitFor();
    await page.context().close();
  });
});

it('says that it looks, and forgets the answer for an address that was changed meanwhile', async () => {
  const later = Promise.withResolvers<unknown>();
  world.answers['POST /api/v1/discover'] = () => later.promise;
  const page = await lookFor('ann@slow.example');
  await page.getByRole('status').getByText('Looking for the mail servers of slow.example').waitFor();
  await page.locator('input[type=email]').fill('ann@other.example');
  later.resolve(icloud);
  await page.getByRole('button', { name: 'Continue', exact: true }).and(page.locator(':enabled')).waitFor();
  expect(await page.locator('[data-result]').count()).toBe(0);
  await page.context().close();
});

describe('mailboxes of several people', () => {
  it('are opened by whoever signs in as a delegate', async () => {
    const page = await at('/accounts/link');
    await page.getByRole('link', { name: 'Open a shared mailbox' }).click();
    await page.getByLabel('Address of the shared mailbox').fill('office@corp.test');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/outbox?left');
    expect(sentTo('/api/v1/accounts/link/oauth')).toEqual([
      { providerAppId: 'm1', sharedAddress: 'office@corp.test' },
    ]);
    await page.context().close();
  });

  it('are opened by the organisation’s grant', async () => {
    const page = await at('/accounts/link');
    await page.getByRole('link', { name: 'Open a mailbox of the organisation' }).click();
    await page.getByLabel('Address of the mailbox').fill('office@corp.test');
    await page.getByRole('button', { name: 'Test and link' }).click();
    await page.waitForURL('**/accounts/a1/start');
    expect(sentTo('/api/v1/accounts/link/organisation')).toEqual([
      { providerAppId: 'o1', address: 'office@corp.test', name: '' },
    ]);
    await page.context().close();
  });

  it('that did not open are told with both names', async () => {
    const query = new URLSearchParams({
      failure: 'shared-mailbox-refused',
      mailbox: 'office@corp.test',
      delegate: 'ann@corp.test',
    });
    const page = await at(`/accounts?${query}`);
    await page.getByText('ann@corp.test signed in, and office@corp.test did not open').waitFor();
    await page.context().close();
  });
});

describe('the list of accounts', () => {
  const listed = (changes: object) => {
    world.answers['GET /api/v1/accounts'] = { accounts: [{ ...account, ...changes }] };
  };

  it('says whose sign-in opens a shared mailbox', async () => {
    listed({ address: 'office@corp.test', signedInAs: 'ann@corp.test' });
    const page = await at('/accounts');
    await page.getByText('Opened by ann@corp.test').waitFor();
    await page.context().close();
  });

  it('offers one way to reconnect, and folds what the provider said', async () => {
    const failure = new Failure({
      origin: 'person',
      kind: 'grant-ended',
      next: { do: 'reconnect' },
      code: 'AADSTS50173',
      quote: 'AADSTS50173: The provided grant has expired',
    }).toWire();
    listed({ state: 'reconnect', failure });
    const page = await at('/accounts');
    const reconnect = page.getByRole('button', { name: 'Reconnect' });
    await reconnect.waitFor();
    expect(await reconnect.count()).toBe(1);
    expect(await page.getByText('The provided grant has expired').isVisible()).toBe(false);
    await page.getByText('What the provider said').click();
    await page.getByText('The provided grant has expired').waitFor();
    await page.context().close();
  });

  it('leads to the messages that could not be read, where there are any', async () => {
    const path = `GET /api/v1/accounts/${account.id}/skipped`;
    const none = await at('/accounts');
    await none.getByRole('button', { name: 'Unlink' }).waitFor();
    expect(await none.getByText('could not be read').count()).toBe(0);
    await none.context().close();
    world.answers[path] = { messages: sampleSkipped };
    const page = await at('/accounts');
    const link = page.getByRole('link', { name: 'Some messages could not be read' });
    expect(await link.getAttribute('href')).toBe(`/accounts/${account.id}`);
    await page.context().close();
  });

  it('counts mail once while it synchronises', async () => {
    const progress = { stage: 'text', done: 100, total: 2311, remainingSeconds: null };
    listed({ state: 'syncing', messages: 200, progress });
    const page = await at('/accounts');
    await page.getByRole('main').getByText('100 of 2,311').waitFor();
    expect(await page.getByRole('main').getByText('200 messages').count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['sign-in', null, 'deleted its tokens'],
    ['organisation', 'https://myapps.test', 'held no sign-in'],
    ['password', null, 'deleted the password'],
  ])('says after unlinking what was held of an account by %s', async (access, withdrawUrl, words) => {
    listed({ access });
    world.answers['DELETE /api/v1/accounts/a1'] = { withdrawUrl };
    const page = await at('/accounts');
    await page.getByRole('button', { name: 'Unlink' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
    await page.getByRole('dialog').getByText(words).waitFor();
    expect(await page.getByRole('link', { name: 'Open the provider’s page' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('the page after an admin-consent link', () => {
  it.each([
    ['', 'Access is granted'],
    ['?failure=consent-refused&code=AADSTS65004', 'Access was not granted'],
    ['?failure=link-expired', 'This link is no longer good'],
    ['?failure=client-unknown&code=AADSTS700016', 'It did not work'],
  ])('tells a stranger what happened: %s', async (query, title) => {
    const face = '/api/v1/organisation/face';
    world.answers = { [`GET ${face}`]: { name: '', logo: null, locale: null } };
    const page = await at(`/consent${query}`);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(world.asked.map(({ path }) => path)).toEqual([face]);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('no barrier in %s', (scheme) => {
  it.each([
    ['a sign-in', microsoft365],
    ['a password', icloud],
    ['servers to look at', unfamiliar],
    ['nothing found', notFound('gateway')],
  ])('where an address led to %s', async (_, answer) => {
    world.answers['POST /api/v1/discover'] = answer;
    const page = await lookFor('ann@own.example', { scheme });
    await page.locator('[data-result] h2').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it.each(['/accounts/link/shared', '/accounts/link/organisation'])('on %s', async (path) => {
    const page = await at(path, { scheme });
    await page.locator('main input').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});

it.each(['en', 'fr', 'zh-CN', 'ru', 'pt-BR', 'it'])('is no wider than a phone in %s', async (locale) => {
  for (const answer of [microsoft365, unfamiliar, notFound('gateway')]) {
    world.answers['POST /api/v1/discover'] = answer;
    const page = await world.open({ phone: true, locale });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto(`${world.origin}/accounts/link`);
    await page.locator('input[type=email]').fill('ann@a-rather-long-domain-name.example');
    await page.keyboard.press('Enter');
    await page.locator('[data-result] h2').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.context().close();
  }
});
