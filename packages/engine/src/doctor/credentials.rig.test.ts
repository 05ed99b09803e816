/** What the doctor says of drafts, and of credentials of every kind, one or two. */
import { makeSigningCertificate } from '@mailroom/rig/identity/testing/certificate';
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppCredential } from '../ports/accounts.ts';
import { practiceRedirectUri } from '../testing/practice-app.ts';
import { enteredCredential, examination, practiceTarget } from '../testing/practice-examination.ts';
import { judgeExpiry } from './secret-expiry.ts';
import type { ExaminedCredential } from './target.ts';

let practice: PracticeProvider;
beforeEach(async () => {
  practice = await startPracticeProvider({ mail: 'none' });
});
afterEach(() => practice.close());

const secret = (id: string, value: string): AppCredential => ({ id, kind: 'secret', value });
const good = () => secret('good', practice.clientSecret.value);

async function examined(credentials: readonly ExaminedCredential[]) {
  return await examination(practice, practiceTarget(practice, { credentials }));
}

describe('a draft', () => {
  it('without anything entered is examined as far as it goes, and nothing is asked in the name of nobody', async () => {
    const found = await examination(practice, practiceTarget(practice, { clientId: null, credentials: [] }));
    expect(found.get('registration')).toMatchObject({ skipped: 'client-id-not-entered' });
    expect(found.get('secret')).toMatchObject({ skipped: 'client-id-not-entered' });
    expect(found.get('secret-expiry')).toMatchObject({ skipped: 'credential-not-entered' });
    expect(found.get('authority')).toMatchObject({ state: 'right' });
    expect(found.get('imap-server')).toMatchObject({ state: 'right' });
    expect(practice.servers.identity.tokenRequests()).toBe(0);
  });

  it('with its client ID and no credential has its registration proven', async () => {
    const found = await examined([]);
    expect(found.get('registration')).toMatchObject({ state: 'right' });
    expect(found.get('secret')).toMatchObject({ skipped: 'credential-not-entered' });
  });

  it('with a credential and no client ID is told when that ends', async () => {
    const credentials = [enteredCredential(good(), { proof: null, expires: '2020-01-01' })];
    const found = await examination(practice, practiceTarget(practice, { clientId: null, credentials }));
    expect(found.get('secret-expiry')).toMatchObject({ finding: 'client-secret-expired' });
  });
});

describe('two credentials', () => {
  it('are both asked, and each is named in the answer', async () => {
    const found = await examined([
      enteredCredential(secret('new', 'not~known')),
      enteredCredential(good(), { hint: '…7Qw9' }),
    ]);
    expect(found.get('secret')).toMatchObject({
      state: 'unsure',
      finding: 'client-secret-wrong',
      code: 'AADSTS7000215',
      answered: expect.stringMatching(/^new: .*AADSTS7000215.*; …7Qw9: HTTP 200$/s),
      detail: { credential: 'new' },
    });
  });

  it('that are both refused are wrong', async () => {
    const found = await examined([
      enteredCredential(secret('a', 'not~known')),
      enteredCredential(secret('b', 'neither')),
    ]);
    expect(found.get('secret')).toMatchObject({ state: 'wrong', detail: { credential: 'a' } });
  });

  it('leave no part of themselves in the report', async () => {
    const { privateKey, certificatePem } = makeSigningCertificate();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const [, line = ''] = pem.split('\n');
    const certificate = {
      id: 'c',
      kind: 'certificate',
      privateKey: pem,
      certificate: certificatePem,
    } as const;
    const quote = `${practice.clientSecret.value} and ${line}`;
    const failure = {
      origin: 'provider',
      kind: 'authority-failed',
      next: { do: 'retry' },
      code: null,
      quote,
      detail: {},
    } as const;
    const target = practiceTarget(practice, {
      credentials: [enteredCredential(good()), enteredCredential(certificate)],
    });
    const found = await examination(practice, {
      ...target,
      lastSignIn: { at: '2026-11-20T00:00:00Z', failure },
    });
    expect(found.get('sign-in')?.answered).toBe('… and …');
  });
});

describe('a certificate', () => {
  const made = () => {
    const { privateKey, certificatePem } = makeSigningCertificate();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { id: 'made', kind: 'certificate', privateKey: pem, certificate: certificatePem } as const;
  };

  it('is right once it is uploaded, and refused before', async () => {
    const certificate = made();
    const before = await examined([enteredCredential(certificate)]);
    expect(before.get('secret')).toMatchObject({
      state: 'wrong',
      finding: 'client-assertion-refused',
      code: 'AADSTS700027',
    });
    practice.servers.identity.addRegistration({
      clientId: practice.clientId,
      tenant: practice.tenant,
      audience: 'AzureADandPersonalMicrosoftAccount',
      redirectUris: [practiceRedirectUri],
      secrets: [],
      certificates: [certificate.certificate],
    });
    expect((await examined([enteredCredential(certificate)])).get('secret')).toMatchObject({
      state: 'right',
    });
  });
});

describe('a token of the platform', () => {
  it('that is not in its file is told with the file', async () => {
    const file = '/nonexistent/token';
    const found = await examined([enteredCredential({ id: 'f', kind: 'federated', file })]);
    expect(found.get('secret')).toMatchObject({
      state: 'wrong',
      finding: 'federated-token-missing',
      code: 'ENOENT',
      detail: { file },
    });
  });
});

describe('the end of a credential', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const certificate = { kind: 'certificate', hint: 'AB' } as const;

  it.each([
    ['2027-11-20', 'right', null],
    ['2027-01-19', 'unsure', 'client-certificate-expires-soon'],
    ['2026-11-22', 'wrong', 'client-certificate-expires-soon'],
    ['2026-11-19', 'wrong', 'client-certificate-expired'],
  ])('on %s is %s', (expires, state, finding) => {
    expect(judgeExpiry({ ...certificate, expires }, false, now)).toMatchObject({ state, finding });
  });

  it('is nothing to hurry about where another goes on, and is still told when it has come', () => {
    expect(judgeExpiry({ ...certificate, expires: '2026-11-22' }, true, now)).toMatchObject({
      state: 'right',
    });
    expect(judgeExpiry({ ...certificate, expires: '2026-11-19' }, true, now)).toMatchObject({
      state: 'unsure',
      finding: 'client-certificate-expired',
    });
  });

  it('of two is told for the one that nothing outlives', async () => {
    const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const later = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
    const covered = await examined([
      enteredCredential(secret('new', 'x'), { expires: later }),
      enteredCredential(good(), { expires: soon }),
    ]);
    expect(covered.get('secret-expiry')).toMatchObject({ state: 'right' });
    const alone = await examined([enteredCredential(good(), { expires: soon })]);
    expect(alone.get('secret-expiry')).toMatchObject({
      state: 'wrong',
      finding: 'client-secret-expires-soon',
      answered: `${soon} (good)`,
    });
  });
});
