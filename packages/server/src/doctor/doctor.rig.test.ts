/** The doctor over HTTP and on the command line, against the practice provider. */
import { type CheckId, type CheckResult, doctorReport, providerApp } from '@mailroom/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultSettings } from '../config/read-settings.ts';
import type { Browser } from '../testing/browser.ts';
import { type PracticeServer, startPracticeServer } from '../testing/practice-server.ts';
import { runDoctorCommand } from './command-line.ts';

let practice: PracticeServer;
let ada: Browser;
let app: string;

beforeAll(async () => {
  practice = await startPracticeServer();
  ada = await practice.server.signedIn();
  app = await practice.enterProviderApp(ada);
});
afterAll(() => practice.close());

const path = () => `/api/v1/provider-apps/${app}/doctor`;

async function run(accountId: string | null = null) {
  const answer = await ada.ask(path(), { method: 'POST', body: { accountId } });
  return doctorReport.parse(answer.json);
}

const found = (checks: readonly CheckResult[], id: CheckId) => checks.find((check) => check.id === id);
const states = (checks: readonly CheckResult[]) =>
  Object.fromEntries(checks.map(({ id, state, skipped }) => [id, skipped ?? state]));

async function linked(): Promise<string> {
  await practice.link(ada);
  const { accounts } = z
    .object({ accounts: z.array(z.object({ id: z.string() })) })
    .parse((await ada.ask('/api/v1/accounts')).json);
  return accounts[0]?.id ?? '';
}

describe('an examination', () => {
  it('is null before the first, then the last one that was made', async () => {
    expect((await ada.ask(path())).json).toEqual({ report: null });
    const report = await run();
    expect(report).toMatchObject({ state: 'right', by: 'administrator', name: 'Practice' });
    expect((await ada.ask(path())).json).toEqual({ report });
  });

  it('rehearses with a mailbox of one’s own: refresh, permissions, both halves, folders', async () => {
    const { checks } = await run(await linked());
    expect(states(checks)).toMatchObject({
      'sign-in': 'right',
      'rehearsal-refresh': 'right',
      'rehearsal-scopes': 'right',
      'rehearsal-imap': 'right',
      'rehearsal-folders': 'right',
      'rehearsal-smtp': 'right',
    });
    expect(Number(found(checks, 'rehearsal-folders')?.detail.folders)).toBeGreaterThan(3);
  });

  it('rehearses with nobody else’s', async () => {
    const accountId = await linked();
    const bob = await practice.server.member();
    const mine = await bob.ask('/api/v1/accounts');
    expect(mine.json).toEqual({ accounts: [] });
    const answer = await ada.ask(path(), {
      method: 'POST',
      body: { accountId: String(Number(accountId) + 1) },
    });
    expect(answer.status).toBe(404);
  });

  it('tells how the last sign-in was refused, until one succeeds or the app is changed', async () => {
    await practice.link(ada, { consent: 'cancel', person: 1 });
    const refused = found((await run()).checks, 'sign-in');
    expect(refused).toMatchObject({ state: 'wrong', finding: 'consent-declined', code: 'AADSTS65004' });
    await ada.ask(`/api/v1/provider-apps/${app}`, { method: 'PATCH', body: { name: 'Practice' } });
    expect(found((await run()).checks, 'sign-in')).toMatchObject({ skipped: 'nobody-signed-in-yet' });
  });

  it('is logged with what was found, and without the secret', async () => {
    const credentials = `/api/v1/provider-apps/${app}/credentials`;
    const replace = async (value: string) => {
      const { json } = await ada.ask('/api/v1/provider-apps');
      const [old] = z.object({ providerApps: z.array(providerApp) }).parse(json).providerApps;
      await ada.ask(credentials, { method: 'POST', body: { kind: 'secret', value, expires: null } });
      await ada.ask(`${credentials}/${old?.credentials[0]?.id}`, { method: 'DELETE' });
    };
    await replace('practice~a-wrong-one');
    const report = await run();
    expect(found(report.checks, 'secret')).toMatchObject({ state: 'wrong', finding: 'client-secret-wrong' });
    const told = practice.server.log.filter((line) => line.includes('the doctor found something'));
    expect(told.at(-1)).toMatch(/"check":"secret".*"finding":"client-secret-wrong"/);
    expect(JSON.stringify(report) + practice.server.log.join('')).not.toContain('practice~a-wrong-one');
    await replace(practice.provider.clientSecret.value);
  });
});

describe('an app that is entered step by step', () => {
  it('is examined as far as it goes, and each check that waits says for what', async () => {
    const id = await practice.enterProviderApp(ada, { name: 'Draft', clientId: null, credential: null });
    const examined = async () => {
      const answer = await ada.ask(`/api/v1/provider-apps/${id}/doctor`, {
        method: 'POST',
        body: { accountId: null },
      });
      return states(doctorReport.parse(answer.json).checks);
    };
    expect(await examined()).toMatchObject({
      'own-address': 'right',
      authority: 'right',
      registration: 'client-id-not-entered',
    });
    const { clientId, clientSecret } = practice.provider;
    await ada.ask(`/api/v1/provider-apps/${id}`, { method: 'PATCH', body: { clientId } });
    expect(await examined()).toMatchObject({ registration: 'right', secret: 'credential-not-entered' });
    const body = { kind: 'secret', value: clientSecret.value, expires: null };
    await ada.ask(`/api/v1/provider-apps/${id}/credentials`, { method: 'POST', body });
    expect(await examined()).toMatchObject({ secret: 'right', 'secret-expiry': 'expiry-not-entered' });
    await ada.ask(`/api/v1/provider-apps/${id}`, { method: 'DELETE' });
  });
});

describe('mailroom doctor', () => {
  const command = async (...parameters: string[]) => {
    const { server } = practice;
    const { authority, imap, smtp, scopePrefix } = practice.provider;
    let output = '';
    const provider = 'microsoft' as const;
    const cloud = {
      provider,
      id: 'practice',
      name: 'P',
      authority,
      imap,
      smtp,
      scopePrefix,
      withdrawUrl: null,
    };
    const status = await runDoctorCommand({
      settings: defaultSettings({ dataDir: server.dataDir, port: server.port, clouds: [cloud] }),
      parameters,
      locale: 'en',
      write: (text) => {
        output += text;
      },
    });
    return { status, output };
  };

  it('examines beside the running server, knows it by its mark, and fails for what is wrong', async () => {
    const { status, output } = await command('--json');
    const [report] = z.array(doctorReport).parse(JSON.parse(output));
    expect(found(report?.checks ?? [], 'own-address')).toMatchObject({ state: 'right' });
    // The practice certificate authority was not handed in.
    expect(found(report?.checks ?? [], 'imap-server')).toMatchObject({ finding: 'certificate-not-valid' });
    expect(status).toBe(1);
  });

  it('prints what was found in words: what it means, who mends it, what was asked', async () => {
    const { output } = await command();
    expect(output).toMatch(
      /^Practice\nSomething is wrong and needs to be mended\.\n {2}✓ Mailroom’s own address: Right\n/,
    );
    expect(output).toMatch(
      /✗ Incoming mail server \(IMAP\): Wrong\n {6}The certificate of \S+ is not valid\.\n.*\n {6}Mended by: Mailroom’s administrator\n {6}Asked: imaps:/,
    );
  });

  it('refuses what it does not know, and a directory without a Mailroom', async () => {
    await expect(command('--jsno')).rejects.toThrow('"--jsno" is not an option of doctor');
    const settings = defaultSettings({ dataDir: '/nonexistent' });
    const nothing = { settings, parameters: [], locale: 'en', write: () => undefined } as const;
    await expect(runDoctorCommand(nothing)).rejects.toThrow('There is no Mailroom in /nonexistent');
  });
});
