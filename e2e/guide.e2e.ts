import type { LocaleTag } from '@mailroom/model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { launchBrowser, openVisitor, type Visitor } from './browser.ts';
import { type CloudShell, openCloudShell } from './cloud-shell.ts';
import { writeLetter } from './letters.ts';
import { accountIs, openAccounts } from './steps/accounts.ts';
import { asGlobalCloud, beginForOrganisation, card, cardIs, chooseGuide, openCard } from './steps/guide.ts';
import { openConversation } from './steps/mail.ts';
import { consent, signInAtProvider } from './steps/provider-sign-in.ts';
import { createAdministrator } from './steps/set-up.ts';
import { tellAsStory } from './story.ts';
import { type Text, textsIn } from './texts.ts';
import { startWorld, type World } from './world.ts';

const subject = 'Keys for the showroom';
const appName = 'Halewick mail';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** An empty installation, somebody with the link it printed, and one letter in the mailbox that is to be linked. */
interface Beginning {
  world: World;
  visitor: Visitor;
  page: Page;
}

async function begin(locale: LocaleTag): Promise<Beginning> {
  const world = await startWorld({ provider: { mail: 'none' } });
  const [{ userName }] = world.provider.people;
  world.provider.mail.folder(userName, 'inbox').append(
    await writeLetter({
      from: 'priya.nair@halewick.test',
      to: userName,
      subject,
      text: 'They are at the front desk.',
      date: new Date(),
    }),
  );
  const visitor = await openVisitor(browser, { locale });
  return { world, visitor, page: visitor.page };
}

/** Links the administrator's own mailbox from the card "Check"; the guide comes back by itself and rehearses with it. */
async function rehearse({ page, world }: Beginning, t: Text): Promise<void> {
  await (await openCard(page, t, 'check'))
    .getByRole('button', { name: t('doctor:steps.linkMailbox') })
    .click();
  await signInAtProvider(page, world.provider.people[0]);
  await consent(page);
  await page.getByRole('heading', { name: t('accounts:startTitle') }).waitFor();
  await page.getByRole('radio', { name: t('accounts:starts.everything') }).click();
  await page.getByRole('button', { name: t('accounts:startButton') }).click();
  await cardIs(page, 'check', 'right');
}

/** The mailbox is synchronised, and its letter can be read. */
async function readMail({ page, world }: Beginning, t: Text): Promise<void> {
  await openAccounts(page, t);
  await accountIs(page, t, world.provider.people[0].userName, 'watching');
  await page.goto(`${world.address}/mail/inbox`);
  const opened = await openConversation(page, t, subject);
  await opened.getByText('They are at the front desk.').waitFor();
}

describe('the short way, from an empty installation to mail that is read', () => {
  const t = textsIn('en');
  let at: Beginning;
  let shell: CloudShell;
  const findings: string[] = [];

  beforeAll(async () => {
    at = await begin('en');
    shell = await openCloudShell(at.world.provider);
    await asGlobalCloud(at.page);
  });
  afterAll(async () => {
    await shell?.close();
    await at?.world.close();
  });
  tellAsStory({ page: () => at.page, log: () => at.world.log() });

  it('begins with the guide, which counts its steps', async () => {
    const { page, world } = at;
    await createAdministrator(page, world, t);
    await chooseGuide(page, t, 'microsoftByBlock', 'microsoft');
    await page.getByText(t('guide:count', { count: 5 }), { exact: true }).waitFor();
    findings.push(...(await seriousFindings(page)));
    await beginForOrganisation(page, t, { name: appName, provider: world.provider });
    await cardIs(page, 'directory', 'right');
    await cardIs(page, 'block', 'todo');
  });

  it('says what is wrong with a paste that is not the line', async () => {
    const { page } = at;
    const block = page.getByRole('textbox', { name: t('guide:block.label', { name: 'Bash' }) });
    const line = page.getByRole('textbox', { name: t('guide:paste.label') });
    await line.fill(await block.inputValue());
    await page.getByText(t('guide:paste.refused.block-pasted')).waitFor();
    await line.fill('mailroom:1;client=');
    await page.getByText(t('guide:paste.refused.half-line')).waitFor();
    findings.push(...(await seriousFindings(page)));
  });

  it('takes the line that the block prints, and the card turns right', async () => {
    const { page } = at;
    await page.getByRole('button', { name: t('guide:block.copy') }).click();
    const block = await page.evaluate(() => navigator.clipboard.readText());
    expect(block).toContain(`${at.world.address}/oauth2/callback`);
    const printed = await shell.run(block);
    await page.getByRole('textbox', { name: t('guide:paste.label') }).fill(printed);
    await cardIs(page, 'block', 'right');
    const secret = /secret=([^;]+)/.exec(printed)?.[1] ?? printed;
    expect(await page.content()).not.toContain(secret);
  });

  it('rehearses with the administrator’s own mailbox', async () => {
    await rehearse(at, t);
    findings.push(...(await seriousFindings(at.page)));
  });

  it('has the message for everybody else ready', async () => {
    const tell = await openCard(at.page, t, 'tell');
    await tell.getByText(`${at.world.address}/accounts/link`).waitFor();
  });

  it('ends with mail that can be read', async () => {
    await readMail(at, t);
    expect(findings).toEqual([]);
    expect(at.visitor.strangers).toEqual([]);
    expect(at.visitor.complaints).toEqual([]);
  });
});

describe('by hand and in Russian, left midway and taken up after a restart', () => {
  const t = textsIn('ru');
  let at: Beginning;
  const findings: string[] = [];

  beforeAll(async () => {
    at = await begin('ru');
  });
  afterAll(() => at?.world.close());
  tellAsStory({ page: () => at.page, log: () => at.world.log() });

  it('enters the identifiers of a registration that was made by hand', async () => {
    const { page, world } = at;
    const { provider } = world;
    await createAdministrator(page, world, t);
    await chooseGuide(page, t, 'microsoftByHand', 'microsoft');
    await beginForOrganisation(page, t, { name: appName, provider });
    await cardIs(page, 'directory', 'right');
    const registration = await openCard(page, t, 'registration');
    await registration.getByText(`${world.address}/oauth2/callback`).waitFor();
    await registration.getByLabel(t('providerApps:clientId')).fill(provider.clientId);
    findings.push(...(await seriousFindings(page)));
    await registration.getByRole('button', { name: t('shell:save') }).click();
    await cardIs(page, 'registration', 'right');
    await cardIs(page, 'redirect-uri', 'right');
    await cardIs(page, 'credential', 'todo');
  });

  it('goes on where it was left', async () => {
    const { page, world } = at;
    await page.goto('about:blank');
    await world.restart();
    await page.goto(`${world.address}/settings/provider-apps`);
    await page.getByText(t('providerApps:unfinished')).waitFor();
    await page.getByRole('link', { name: t('providerApps:continue') }).click();
    await page.getByRole('heading', { name: t('guide:title', { name: appName }), level: 1 }).waitFor();
    await cardIs(page, 'registration', 'right');
    await card(page, 'credential').getByLabel(t('providerApps:secretValue'), { exact: true }).waitFor();
  });

  it('refuses the Secret ID, says what a wrong secret is, and takes the right one', async () => {
    const { page, world } = at;
    const { clientSecret } = world.provider;
    const credential = card(page, 'credential');
    const value = credential.getByLabel(t('providerApps:secretValue'), { exact: true });
    await value.fill(clientSecret.id);
    await credential.getByText(t('fields:secret-id-instead-of-value')).waitFor();
    await value.fill('practice~Another.Registrations-Secret');
    await credential.getByRole('button', { name: t('providerApps:addSecret') }).click();
    await cardIs(page, 'credential', 'wrong');
    await credential.getByText(t('catalogue:client-secret-wrong.what')).first().waitFor();
    findings.push(...(await seriousFindings(page)));
    await credential.getByRole('button', { name: t('shell:delete') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('shell:delete') })
      .click();
    await cardIs(page, 'credential', 'todo');
    await value.fill(clientSecret.value);
    await credential.getByLabel(t('providerApps:secretExpires')).fill('2028-01-31');
    await credential.getByRole('button', { name: t('providerApps:addSecret') }).click();
    await cardIs(page, 'credential', 'right');
  });

  it('rehearses, and proves the permissions by it', async () => {
    await rehearse(at, t);
    await cardIs(at.page, 'permissions', 'right');
    findings.push(...(await seriousFindings(at.page)));
  });

  it('ends with mail that can be read', async () => {
    await readMail(at, t);
    expect(findings).toEqual([]);
    expect(at.visitor.complaints).toEqual([]);
  });
});
