/** The doctor's screen, provider apps and notices in a real browser, over reports that a practice provider does not make. */
import type { Account, DoctorReport } from '@mailroom/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../../testing/app-world.ts';
import { barriers } from '../../testing/barriers.ts';
import {
  credential,
  notice,
  notRehearsed,
  providerApp,
  report,
  sendingOff,
  unknownCode,
} from '../../testing/sample-doctor.ts';
import { account, sampleAnswers } from '../../testing/sample-mail.ts';

const doctor = '/settings/provider-apps/1/doctor';
const edit = '/settings/provider-apps/1';

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
});
beforeEach(() => {
  world.asked.length = 0;
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/notices': { notices: [], byMail: true },
    'GET /api/v1/provider-apps': { providerApps: [providerApp()] },
    'GET /api/v1/provider-apps/1/doctor': { report: null },
  };
});
afterAll(() => world.close());

async function opened(path: string, options: Parameters<AppWorld['open']>[0] = {}): Promise<Page> {
  const page = await world.open(options);
  await page.goto(`${world.origin}${path}`);
  await page.locator('main h1').waitFor();
  return page;
}

function found(parts: Parameters<typeof report>[0]): void {
  world.answers['GET /api/v1/provider-apps/1/doctor'] = { report: report(parts) };
}

const bodies = (method: string, path: string): unknown[] =>
  world.asked.filter((asked) => asked.method === method && asked.path === path).map(({ body }) => body);

describe('a report', () => {
  it('shows what is wrong first, with its meaning, who mends it, and the commands to copy', async () => {
    found({ 'rehearsal-smtp': sendingOff });
    const page = await opened(doctor);
    const first = page.getByRole('article').first();
    await first.getByRole('heading', { name: 'Sending (SMTP)' }).waitFor();
    const text = await first.innerText();
    expect(text).toContain('Sending by SMTP is switched off for the whole organisation.');
    expect(text).toContain('The directory’s administrator');
    expect(text).toContain('Set-TransportConfig -SmtpClientAuthenticationDisabled $false');
    expect(text).toContain("Set-CASMailbox -Identity 'ada@own.test'");
    expect(text).toContain('535 5.7.139 Authentication unsuccessful');
    const halves = page.getByRole('region', { name: 'Rehearsal' });
    expect(await halves.getByRole('listitem').filter({ hasText: 'Wrong' }).innerText()).toContain('Sending');
  });

  it('shows a code that nobody knows as it came, with what Microsoft’s support looks it up by', async () => {
    found({ ...notRehearsed, registration: unknownCode });
    const page = await opened(doctor);
    const card = page.getByRole('article', { name: 'Client ID and redirect URI' });
    await card.getByText('a code that Mailroom does not know yet').waitFor();
    expect(await card.innerText()).toContain(
      'AADSTS7654321\nTrace ID: 9d8a6a2c-23f4-4f7e-9d4a-0d2a5b6c7e00\nCorrelation ID: 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\nTimestamp: 2026-11-20 10:00:00Z',
    );
    expect(
      await card.getByRole('link', { name: 'What Microsoft says of AADSTS7654321' }).getAttribute('href'),
    ).toBe('https://login.microsoftonline.com/error?code=7654321');
  });

  it('folds what is right to a line, and unfolds it with the keyboard', async () => {
    found({});
    const page = await opened(doctor);
    const clock = page.getByRole('article', { name: 'Clock' });
    expect(await clock.getByText('Came back').isVisible()).toBe(false);
    await clock.locator('summary').focus();
    await page.keyboard.press('Enter');
    await clock.getByText('Came back').waitFor();
  });

  it('says why something was not asked and leads to where that is changed', async () => {
    found({ ...notRehearsed, 'secret-expiry': { state: 'skipped', skipped: 'expiry-not-entered' } });
    world.answers['PATCH /api/v1/provider-apps/1/credentials/k1'] = providerApp();
    const page = await opened(doctor);
    const card = page.getByRole('article', { name: 'Expiry' });
    await card.getByRole('link', { name: 'Enter the date' }).click();
    await page.getByRole('button', { name: 'Enter the date' }).click();
    await page.getByLabel('Expires on').fill('2099-12-31');
    await page.getByRole('listitem').getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => bodies('PATCH', '/api/v1/provider-apps/1/credentials/k1'))
      .toEqual([{ expires: '2099-12-31' }]);
  });
});

describe('an examination', () => {
  const run = 'POST /api/v1/provider-apps/1/doctor';
  const asked = () => bodies('POST', '/api/v1/provider-apps/1/doctor');

  it('rehearses with one’s own mailbox of this app, says that it runs, and shows what it found', async () => {
    const { promise, resolve } = Promise.withResolvers<DoctorReport>();
    world.answers[run] = () => promise;
    const other: Account = { ...account, id: 'a2', address: 'other@own.test', providerAppId: '2' };
    world.answers['GET /api/v1/accounts'] = { accounts: [other, account] };
    const page = await opened(doctor);
    await page.getByText('Not examined yet').waitFor();
    await page.getByRole('button', { name: 'Examine now' }).click();
    await page.getByRole('status').filter({ hasText: 'Examining' }).waitFor();
    expect(asked()).toEqual([{ accountId: 'a1' }]);
    resolve(report({ 'rehearsal-smtp': sendingOff }));
    await page.getByText('Something is wrong and needs to be mended.').first().waitFor();
    await page.getByRole('article', { name: 'Sending (SMTP)' }).waitFor();
  });

  it('leaves the rehearsal out where no mailbox is wanted', async () => {
    world.answers[run] = report(notRehearsed);
    const page = await opened(doctor);
    await page.getByRole('combobox', { name: 'Mailbox of your own' }).click();
    await page.getByRole('option', { name: 'Without a mailbox' }).click();
    await page.getByRole('button', { name: 'Examine now' }).click();
    await page.getByText('Everything that was asked is right.').first().waitFor();
    expect(asked()).toEqual([{ accountId: null }]);
  });
});

describe('a provider app', () => {
  it('refuses the Secret ID as soon as it is pasted, and sends nothing', async () => {
    const page = await opened(edit);
    await page.getByRole('button', { name: 'Add secret' }).click();
    await page.getByLabel('Client secret: value').fill('11111111-2222-4333-8444-555555555555');
    await page.getByText('This is the Secret ID.').waitFor();
    await page.getByRole('button', { name: 'Add secret' }).click();
    expect(bodies('POST', '/api/v1/provider-apps/1/credentials')).toEqual([]);
  });

  it('keeps its last credential while accounts need it, and gives up one of two after saying what happens', async () => {
    const page = await opened(edit);
    await page.getByText('3 accounts need it.').waitFor();
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);

    const two = [credential({ id: 'k2', hint: 'w7Pa', expires: '2099-12-31' }), credential()];
    world.answers['GET /api/v1/provider-apps'] = { providerApps: [providerApp({ credentials: two })] };
    world.answers['DELETE /api/v1/provider-apps/1/credentials/k1'] = providerApp();
    await page.reload();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'q8Zt' })
      .getByRole('button', { name: 'Delete' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('From then on Mailroom uses the other one alone.').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => bodies('DELETE', '/api/v1/provider-apps/1/credentials/k1')).toHaveLength(1);
  });
});

describe('a notice', () => {
  const tell = (days: number) => {
    world.answers['GET /api/v1/notices'] = { notices: [notice(days)], byMail: false };
  };

  it('can be put aside for the day, and stays so', async () => {
    tell(10);
    const page = await opened('/accounts');
    const notices = page.getByRole('region', { name: 'Notices' });
    await notices.getByText('expires in 10 days').waitFor();
    expect(await notices.innerText()).toContain('MAILROOM_SMTP_URL is not set');
    await notices.getByRole('button', { name: 'Hide for today' }).click();
    await notices.waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(await notices.count()).toBe(0);
  });

  it('stays in the last days, and leads to the credential', async () => {
    tell(1);
    const page = await opened('/accounts');
    const notices = page.getByRole('region', { name: 'Notices' });
    await notices.getByText('expires in 1 day,').waitFor();
    expect(await notices.getByRole('button').count()).toBe(0);
    await notices.getByRole('link', { name: 'Renew' }).click();
    await page.getByRole('heading', { name: 'Credentials' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#credentials');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  it.each([
    ['a report', doctor],
    ['the list of provider apps', '/settings/provider-apps'],
    ['a provider app', edit],
  ])('%s has no barrier, under notices of every urgency', async (_, path) => {
    found({ ...notRehearsed, registration: unknownCode, clock: { state: 'unsure', finding: 'clock-wrong' } });
    const notices = [1, 10, 40].map((days) => notice(days, { credentialId: `k${days}` }));
    world.answers['GET /api/v1/notices'] = { notices, byMail: false };
    const page = await opened(path, { scheme });
    await page.getByRole('region', { name: 'Notices' }).waitFor();
    await page
      .getByText(path === doctor ? 'AADSTS7654321' : 'Contoso')
      .first()
      .waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
