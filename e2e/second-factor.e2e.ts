import { earlierCode } from '@mailroom/server/testing/authenticator-app';
import * as OTPAuth from 'otpauth';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor, patience } from './browser.ts';
import { administrator, createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const t = textsIn('en');
let world: World;
let browser: Browser;
let page: Page;
let devtools: CDPSession;
let totp: OTPAuth.TOTP;

beforeAll(async () => {
  world = await startWorld({ provider: { mail: 'none' } });
  browser = await launchBrowser();
  ({ page } = await openVisitor(browser));
  devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function openSecurity(): Promise<void> {
  await page.goto(`${world.address}/settings/security`);
  await page.getByRole('heading', { name: t('security:title'), level: 1 }).waitFor();
}

async function signOutAndTellPassword(): Promise<void> {
  await page.request.post(`${world.address}/api/auth/sign-out`, { data: {} });
  await page.goto(`${world.address}/sign-in`);
  await page.getByLabel(t('session:email')).fill(administrator.email);
  await page.getByLabel(t('session:password'), { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: t('session:signIn') }).click();
  await page.getByRole('heading', { name: t('security:secondFactorTitle') }).waitFor();
}

describe('a second factor', () => {
  tellAsStory({ page: () => page, log: () => world.log() });

  it('is an authenticator app that is set up with the password, and comes with recovery codes', async () => {
    await createAdministrator(page, world, t);
    await openSecurity();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: t('security:addTotp') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('security:ownPassword'), { exact: true }).fill(administrator.password);
    await dialog.getByRole('button', { name: t('security:goOn') }).click();
    const secret = await dialog.locator('pre').innerText();
    totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret.trim()) });
    await dialog.getByLabel(t('security:labels.totp')).fill(await earlierCode(totp));
    await dialog.getByRole('button', { name: t('security:confirm') }).click();
    await dialog.getByRole('list', { name: t('security:codesTitle') }).waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(10);
    await dialog.getByRole('button', { name: t('security:codesKept') }).click();
    await page.getByText(t('security:totpOn')).waitFor();
  });

  it('is asked for after the password', async () => {
    await signOutAndTellPassword();
    await page.getByLabel(t('security:labels.totp')).fill('000000');
    await page.getByRole('button', { name: t('security:confirm') }).click();
    await page.getByText(t('failures:code-wrong')).waitFor();
    await page.getByLabel(t('security:labels.totp')).fill(totp.generate());
    await page.getByRole('button', { name: t('security:confirm') }).click();
    await page.waitForURL(/\/mail\//, { timeout: patience });
  });

  it('is a passkey as well, which is renamed and asked for first', async () => {
    await openSecurity();
    await page.getByRole('button', { name: t('security:addPasskey') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('security:passkeyName')).fill('Laptop');
    await dialog.getByLabel(t('security:ownPassword'), { exact: true }).fill(administrator.password);
    await dialog.getByRole('button', { name: t('security:addPasskey') }).click();
    await page.getByText(t('security:passkeyCalled', { name: 'Laptop' })).waitFor();
    await page.getByRole('button', { name: t('security:renamePasskeyCalled', { name: 'Laptop' }) }).click();
    await dialog.getByLabel(t('security:passkeyName')).fill('Desk');
    await dialog.getByRole('button', { name: t('shell:save') }).click();
    await page.getByText(t('security:passkeyCalled', { name: 'Desk' })).waitFor();
    await signOutAndTellPassword();
    await page.getByRole('button', { name: t('security:usePasskey') }).click();
    await page.waitForURL(/\/mail\//, { timeout: patience });
  });

  it('is beside an API key, which is told once, opens what it says, and is ended', async () => {
    await openSecurity();
    await page.getByRole('button', { name: t('security:makeKey') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('security:keyName')).fill('Order import');
    await dialog.getByLabel(t('security:ownPassword'), { exact: true }).fill(administrator.password);
    await dialog.getByRole('button', { name: t('security:makeKey') }).click();
    const secret = await dialog.getByLabel(t('security:key'), { exact: true }).inputValue();
    await dialog.getByRole('button', { name: t('security:keyKept') }).click();
    const asked = async () =>
      (await fetch(`${world.address}/api/v1/me`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await asked()).toBe(200);
    const endKey = t('security:endKeyNamed', { name: 'Order import' });
    await page.getByRole('button', { name: endKey }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('security:endKey'), exact: true })
      .click();
    await page.getByText(t('security:keyEnded', { name: 'Order import' })).waitFor();
    await page.getByRole('button', { name: endKey }).waitFor({ state: 'detached' });
    expect(await asked()).toBe(401);
    expect(await page.content()).not.toContain(secret);
  });

  it('is no longer asked for once the password was changed and the factors were removed', async () => {
    await page.getByRole('button', { name: t('security:changePassword') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('security:ownPassword'), { exact: true }).fill(administrator.password);
    await dialog.getByLabel(t('security:newPassword'), { exact: true }).fill('another quiet afternoon');
    await dialog.getByRole('button', { name: t('shell:save') }).click();
    await dialog.waitFor({ state: 'detached' });
    for (const remove of [t('security:removePasskeyCalled', { name: 'Desk' }), t('security:removeTotp')]) {
      await page.getByRole('button', { name: remove }).click();
      await dialog.getByLabel(t('security:ownPassword'), { exact: true }).fill('another quiet afternoon');
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
    }
    await page.getByText(t('security:codesNone')).waitFor();
  });
});
