/** How people sign in, join and change how they sign in: each screen in its states, which no practice provider brings about at once. */
import { join } from 'node:path';
import type { ApiKey, LocaleTag, OwnSession, Security, SignInWays } from '@mailroom/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from '../packages/web/src/testing/app-world.ts';
import { person, sampleAnswers } from '../packages/web/src/testing/sample-mail.ts';
import { seriousFindings } from './accessibility.ts';
import { ContactSheets } from './contact-sheet.ts';
import { keepsScreenshots, screenshotFolder } from './screenshots.ts';
import { type Text, textsIn } from './texts.ts';

const languages: readonly LocaleTag[] = ['en', 'ru'];
const days = (count: number): string => new Date(Date.now() + count * 24 * 60 * 60_000).toISOString();

const security: Security = {
  hasPassword: true,
  passwordOpens: true,
  totp: true,
  passkeys: [
    { id: 'k1', name: 'Work laptop', createdAt: days(-200), copied: false },
    { id: 'k2', name: 'Phone', createdAt: days(-12), copied: true },
  ],
  recoveryCodesLeft: 8,
  connected: [
    { id: 'c1', kind: 'microsoft', name: 'Halewick', connectedAt: days(-90) },
    { id: 'c2', kind: 'openid', name: null, connectedAt: days(-400) },
  ],
  demanded: false,
};

const ways: SignInWays = {
  password: true,
  recovery: true,
  providers: [
    { id: 'app-1', kind: 'microsoft', name: 'Halewick' },
    { id: 'app-2', kind: 'google', name: 'Google' },
  ],
};

const keys: readonly ApiKey[] = [
  {
    id: '1',
    name: 'Order import',
    start: 'mailroom_xK3f',
    scopes: ['read', 'organise', 'send'],
    createdAt: days(-60),
    expiresAt: days(30),
    usedAt: days(-1),
  },
  {
    id: '2',
    name: 'Old report',
    start: 'mailroom_9aQd',
    scopes: ['read'],
    createdAt: days(-120),
    expiresAt: days(-30),
    usedAt: null,
  },
];

const session: OwnSession = {
  id: 's1',
  current: true,
  browser: 'Firefox',
  system: 'Windows',
  network: '203.0.113.0/24',
  beganAt: days(-3),
  usedAt: days(0),
  expiresAt: days(6),
};
const sessions: readonly OwnSession[] = [
  session,
  { ...session, id: 's2', current: false, browser: 'Safari', system: 'iPhone', network: '2001:db8:4::/48' },
  { ...session, id: 's3', current: false, browser: null, system: null, network: null, beganAt: days(-40) },
];

const recoveryCodes = Array.from({ length: 10 }, (_, at) => `aB${at}dE-fG${9 - at}iJ`);

let world: AppWorld;
let sheets: ContactSheets;
beforeAll(async () => {
  sheets = new ContactSheets(join(await screenshotFolder(), 'signing-in'), languages);
  world = await startAppWorld();
  world.answers = {
    ...sampleAnswers(),
    'GET /api/v1/organisation/face': { name: 'Halewick Lighting', logo: null, locale: null },
    'GET /api/v1/sign-in': ways,
    'GET /api/v1/sign-in/second-factor': { methods: ['totp', 'passkey', 'recovery-code'] },
    'POST /api/v1/recovery': null,
    'POST /api/v1/invitation/read': {
      email: 'grace.okafor@halewick.test',
      invitedBy: 'Nora Lind',
      expiresAt: days(5),
      password: true,
    },
    'GET /api/v1/me/security': security,
    'POST /api/v1/me/totp': {
      uri: 'otpauth://totp/Mailroom:grace.okafor@halewick.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Mailroom',
    },
    'POST /api/v1/me/recovery-codes': { recoveryCodes },
    'GET /api/v1/me/sessions': { sessions },
    'GET /api/v1/me/keys': { keys },
    'POST /api/v1/me/keys': { key: keys[0], secret: 'mailroom_xK3fTn2Q8bVwYpL0sDgHcJmRzUeAiO5' },
  };
});
afterAll(() => world.close());

interface Shown {
  screen: string;
  path: string;
  /** Brings the screen to what is looked at. */
  show(page: Page, t: Text): Promise<void>;
}

const screens: readonly Shown[] = [
  {
    screen: 'sign-in',
    path: '/sign-in?failure=sign-in-unknown',
    show: (page, t) =>
      page.getByRole('button', { name: t('security:continueAt', { name: 'Google' }) }).waitFor(),
  },
  {
    screen: 'second-factor',
    path: '/sign-in?step=second-factor',
    show: (page, t) => page.getByLabel(t('security:labels.totp')).waitFor(),
  },
  {
    screen: 'demanded-factor',
    path: '/second-factor',
    show: (page, t) => page.getByRole('button', { name: t('security:addPasskey') }).waitFor(),
  },
  {
    screen: 'authenticator-app',
    path: '/second-factor',
    async show(page, t) {
      await page.getByRole('button', { name: t('security:addTotp') }).click();
      await page.getByLabel(t('security:ownPassword'), { exact: true }).fill('a quiet afternoon');
      await page.getByRole('button', { name: t('security:goOn') }).click();
      await page.getByLabel(t('security:labels.totp')).waitFor();
    },
  },
  {
    screen: 'recovery-codes',
    path: '/settings/security',
    async show(page, t) {
      await page.getByRole('button', { name: t('security:newCodes') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: t('security:newCodes') }).click();
      await dialog.getByRole('button', { name: t('security:codesKept') }).waitFor();
    },
  },
  {
    screen: 'forgotten-password',
    path: '/recovery',
    async show(page, t) {
      await page.getByLabel(t('session:email')).fill('grace.okafor@halewick.test');
      await page.getByRole('button', { name: t('security:sendLink') }).click();
      await page.getByText(t('security:forgotSent')).waitFor();
    },
  },
  {
    screen: 'new-password',
    path: '/recovery/password#token',
    show: (page, t) => page.getByRole('button', { name: t('security:setPassword') }).waitFor(),
  },
  {
    screen: 'invitation',
    path: '/invitation?failure=invitation-other-address#token',
    show: (page, t) => page.getByRole('button', { name: t('people:join'), exact: true }).waitFor(),
  },
  {
    screen: 'security',
    path: '/settings/security?failure=sign-in-taken',
    async show(page, t) {
      await page.getByText('Order import').waitFor();
      await page.getByText(t('security:thisOne')).waitFor();
    },
  },
  {
    screen: 'new-key',
    path: '/settings/security',
    async show(page, t) {
      await page.getByRole('button', { name: t('security:makeKey') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(t('security:keyName')).fill('Order import');
      await dialog.getByLabel(t('security:scopes.send'), { exact: true }).check();
    },
  },
  {
    screen: 'made-key',
    path: '/settings/security',
    async show(page, t) {
      await page.getByRole('button', { name: t('security:makeKey') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(t('security:keyName')).fill('Order import');
      await dialog.getByRole('button', { name: t('security:makeKey') }).click();
      await dialog.getByLabel(t('security:key'), { exact: true }).waitFor();
    },
  },
];

for (const language of languages)
  it.each(screens)(
    `shows $screen in ${language}, no wider than the window`,
    async ({ screen, path, show }) => {
      const t = textsIn(language);
      const page = await world.open({ locale: language });
      await page.goto(`${world.origin}${path}`);
      await show(page, t);
      const findings: string[] = [];
      await sheets.take(page, screen, language, async () => {
        const { width } = page.viewportSize() ?? { width: 0 };
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) findings.push(`${wide} wide at ${width}`);
        findings.push(...(await seriousFindings(page)));
      });
      expect(findings).toEqual([]);
      await page.context().close();
    },
  );

it.each([
  ['Asia/Tokyo', 'November 21, 2026'],
  ['Pacific/Honolulu', 'November 20, 2026'],
])('writes dates in the time zone that the person chose: %s', async (timeZone, written) => {
  const beganAt = '2026-11-20T20:00:00Z';
  const before = { ...world.answers };
  world.answers['GET /api/v1/me'] = { ...person, timeZone, cursor: 7, sharedConversations: 0 };
  world.answers['GET /api/v1/me/sessions'] = { sessions: [{ ...session, beganAt }] };
  const t = textsIn('en');
  const page = await world.open({ locale: 'en-US' });
  await page.goto(`${world.origin}/settings/security`);
  await page.getByText(t('security:beganOn', { date: written })).waitFor();
  await page.context().close();
  world.answers = before;
});

it.runIf(keepsScreenshots)('are kept', async () => {
  const browser = (await world.open()).context().browser();
  if (!browser) throw new Error('The pictures have no browser to be put together in');
  await sheets.write(browser);
});
