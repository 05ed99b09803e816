/** The doctor in front of the practice provider: right when it is, and each fault found by its own check. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CheckId, CheckResult } from '@mailroom/model';
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { silentLog } from '../testing/silent-log.ts';
import { type DoctorTarget, type ExaminedCredential, examine } from './index.ts';

let provider: PracticeProvider;
let own: Server;
let target: DoctorTarget;
let echo: () => { status: number; headers?: Record<string, string>; body: object };

/** A secret as it is entered; its end characters tell it from another. */
const entered = (value: string, changes: Partial<ExaminedCredential> = {}): ExaminedCredential => ({
  id: value,
  kind: 'secret',
  hint: value.slice(-4),
  expires: null,
  proof: { id: value, kind: 'secret', value },
  ...changes,
});

const address = () => `http://localhost:${(own.address() as AddressInfo).port}`;
const answerOurs = () => ({
  status: 200,
  body: { installation: 'ours', host: new URL(address()).host, forwardedProtocol: null },
});

beforeAll(async () => {
  provider = await startPracticeProvider({ mail: 'none' });
  own = createServer((_, response) => {
    const { status, headers = {}, body } = echo();
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => own.listen(0, 'localhost', resolve));
  echo = answerOurs;
  provider.registerRedirectUri(`${address()}/oauth2/callback`);
  target = {
    app: {
      id: '1',
      provider: 'microsoft',
      access: 'people',
      clientId: provider.clientId,
      credentials: [entered(provider.clientSecret.value)],
      tenant: provider.tenant,
      cloud: {
        provider: 'microsoft',
        id: 'practice',
        name: 'Practice',
        authority: provider.authority,
        imap: provider.imap,
        smtp: provider.smtp,
        scopePrefix: provider.scopePrefix,
        withdrawUrl: null,
      },
    },
    redirectUri: `${address()}/oauth2/callback`,
    own: { address: address(), echoPath: '/echo', installation: 'ours' },
    lastSignIn: null,
  };
});
afterAll(async () => {
  await provider.close();
  own.close();
  own.closeAllConnections();
});

const deps = (now = new Date()) => ({
  clock: new ManualClock(now),
  log: silentLog,
  ca: [provider.caPem],
});

async function results(changes: Partial<DoctorTarget> = {}, now = new Date()) {
  const list = await examine({ ...target, ...changes }, null, deps(now), { deadline: 5000 });
  return new Map<CheckId, CheckResult>(list.map((result) => [result.id, result]));
}
const withApp = (changes: Partial<DoctorTarget['app']>) => ({ app: { ...target.app, ...changes } });
const withCloud = (changes: Partial<DoctorTarget['app']['cloud']>) =>
  withApp({ cloud: { ...target.app.cloud, ...changes } });

describe('a provider app that is right', () => {
  it('is told right by every check that was made, and names what was not asked', async () => {
    const found = await results();
    const states = Object.fromEntries([...found].map(([id, { state, skipped }]) => [id, skipped ?? state]));
    expect(states).toEqual({
      'own-address': 'right',
      clock: 'right',
      authority: 'right',
      registration: 'right',
      secret: 'right',
      'secret-expiry': 'expiry-not-entered',
      'sign-in': 'nobody-signed-in-yet',
      'imap-server': 'right',
      'smtp-server': 'right',
      'rehearsal-refresh': 'no-mailbox-chosen',
      'rehearsal-scopes': 'no-mailbox-chosen',
      'rehearsal-identity': 'no-mailbox-chosen',
      'rehearsal-imap': 'no-mailbox-chosen',
      'rehearsal-folders': 'no-mailbox-chosen',
      'rehearsal-smtp': 'no-mailbox-chosen',
    });
    expect(found.get('imap-server')?.answered).toMatch(/^TLSv1\.\d; .*AUTH=XOAUTH2/);
    expect(found.get('smtp-server')?.answered).toMatch(/^TLSv1\.\d; .*AUTH .*XOAUTH2/);
  });

  it('never asks our own callback for anything', async () => {
    const paths: (string | undefined)[] = [];
    own.on('request', ({ url }) => paths.push(url));
    await results();
    expect(paths).toEqual(['/echo']);
  });
});

describe('a fault is found by its own check, in the catalogue’s words', () => {
  const nobody = '00000000-1111-4222-8333-444444444444';

  it.each<[string, CheckId, string, () => Partial<DoctorTarget>]>([
    ['a client ID nobody knows', 'registration', 'client-unknown', () => withApp({ clientId: nobody })],
    [
      'a redirect URI that is not registered',
      'registration',
      'redirect-uri-mismatch',
      () => ({
        redirectUri: `${address()}/oauth2/Callback`,
      }),
    ],
    ['a wrong secret', 'secret', 'client-secret-wrong', () => withApp({ credentials: [entered('not~it')] })],
    [
      'the ID of the secret',
      'secret',
      'client-secret-is-its-id',
      () => withApp({ credentials: [entered(provider.clientSecret.id)] }),
    ],
    ['a tenant that does not exist', 'authority', 'tenant-not-found', () => withApp({ tenant: nobody })],
    [
      'an authority that is not there',
      'authority',
      'authority-not-reachable',
      () => withCloud({ authority: 'http://localhost:1' }),
    ],
    [
      'an IMAP host that does not exist',
      'imap-server',
      'host-not-found',
      () => withCloud({ imap: { ...provider.imap, host: 'no-such-host.invalid' } }),
    ],
    [
      'an IMAP port where nobody listens',
      'imap-server',
      'connection-refused',
      () => withCloud({ imap: { ...provider.imap, port: 1 } }),
    ],
    [
      'SMTP on the port of IMAP',
      'smtp-server',
      'connection-timed-out',
      () => withCloud({ smtp: { ...provider.imap, security: 'starttls' } }),
    ],
    [
      'IMAP on the port of SMTP',
      'imap-server',
      'certificate-not-valid',
      () => withCloud({ imap: { ...provider.smtp, security: 'tls' } }),
    ],
    [
      'a secret past its date',
      'secret-expiry',
      'client-secret-expired',
      () => withApp({ credentials: [entered(provider.clientSecret.value, { expires: '2020-01-01' })] }),
    ],
    [
      'an address without https',
      'own-address',
      'own-address-not-https',
      () => ({
        own: { ...target.own, address: 'http://mail.example.com' },
      }),
    ],
    [
      'another installation at our address',
      'own-address',
      'own-address-answers-otherwise',
      () => ({
        own: { ...target.own, installation: 'another' },
      }),
    ],
    [
      'an address where nothing answers',
      'own-address',
      'own-address-not-reachable',
      () => ({
        own: { ...target.own, address: 'http://localhost:1' },
      }),
    ],
  ])('%s', async (_, id, finding, changes) => {
    const list = await examine({ ...target, ...changes() }, null, deps(), { deadline: 1500 });
    const result = list.find((one) => one.id === id);
    expect(result).toMatchObject({ finding });
    expect(result?.state).not.toBe('right');
  });

  it('a certificate that nobody trusts', async () => {
    const list = await examine(target, null, { ...deps(), ca: [] }, { deadline: 5000 });
    for (const id of ['imap-server', 'smtp-server']) {
      expect(list.find((one) => one.id === id)).toMatchObject({
        state: 'wrong',
        finding: 'certificate-not-valid',
        detail: { host: 'localhost' },
      });
    }
  });

  it('a clock that is ten minutes ahead', async () => {
    const found = await results({}, new Date(Date.now() + 600_000));
    expect(found.get('clock')).toMatchObject({ state: 'wrong', finding: 'clock-wrong' });
    expect(Number(found.get('clock')?.detail.seconds)).toBeGreaterThan(590);
  });

  it('a proxy that sends people to another address, or that tells another one', async () => {
    echo = () => ({ status: 308, headers: { location: 'https://www.example.com/echo' }, body: {} });
    expect((await results()).get('own-address')).toMatchObject({
      state: 'wrong',
      finding: 'proxy-changes-address',
      answered: 'https://www.example.com',
    });
    echo = () => ({
      status: 200,
      body: { installation: 'ours', host: 'inner:3300', forwardedProtocol: 'http' },
    });
    expect((await results()).get('own-address')).toMatchObject({
      state: 'unsure',
      finding: 'proxy-changes-address',
    });
    echo = answerOurs;
  });

  it('the secret of an app for many directories is left to the first sign-in', async () => {
    const found = await results(withApp({ tenant: 'common', credentials: [entered('not~it')] }));
    expect(found.get('secret')).toMatchObject({ state: 'skipped', skipped: 'tenant-not-named' });
    expect(found.get('authority')).toMatchObject({ state: 'right' });
  });

  it('a sign-in that was refused is told until one succeeds', async () => {
    const failure = {
      origin: 'administrator',
      kind: 'sign-in-blocked-by-policy',
      next: { do: 'ask-administrator' },
      code: 'AADSTS53003',
      quote: 'blocked',
      detail: { traceId: 'trace' },
    } as const;
    const found = await results({ lastSignIn: { at: '2026-11-20T00:00:00Z', failure } });
    expect(found.get('sign-in')).toMatchObject({
      state: 'wrong',
      finding: 'conditional-access',
      code: 'AADSTS53003',
      detail: { traceId: 'trace' },
    });
    const mended = await results({ lastSignIn: { at: '2026-11-20T00:00:00Z', failure: null } });
    expect(mended.get('sign-in')).toMatchObject({ state: 'right' });
  });

  it('a code that nobody knows is shown with its trace, and no finding is made up for it', async () => {
    const failure = {
      origin: 'provider',
      kind: 'authority-failed',
      next: { do: 'retry' },
      code: 'AADSTS7654321',
      quote: 'Something new.',
      detail: { traceId: 'trace', correlationId: 'correlation' },
    } as const;
    const found = await results({ lastSignIn: { at: '2026-11-20T00:00:00Z', failure } });
    expect(found.get('sign-in')).toMatchObject({
      state: 'wrong',
      finding: null,
      code: 'AADSTS7654321',
      answered: 'Something new.',
      detail: { traceId: 'trace', correlationId: 'correlation' },
    });
  });
});

describe('what an examination tells', () => {
  it('holds no secret, whatever a server quotes', async () => {
    const { value } = provider.clientSecret;
    const failure = {
      origin: 'provider',
      kind: 'login-refused',
      next: { do: 'nothing' },
      code: null,
      quote: `NO ${value} and eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln`,
      detail: { said: value },
    } as const;
    const found = await results({ lastSignIn: { at: '2026-11-20T00:00:00Z', failure } });
    const text = JSON.stringify([...found.values()]);
    expect(text).not.toContain(value);
    expect(text).not.toContain('eyJ');
  });
});
