/** Credentials that take over from one another while mailboxes go on, against the practice identity platform. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@mailroom/model';
import type { NewRegistration } from '@mailroom/rig/identity/index';
import { makeSigningCertificate } from '@mailroom/rig/identity/testing/certificate';
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppCredential } from '../../ports/accounts.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryApp } from '../../testing/memory-app.ts';
import { practiceApp, practiceRedirectUri, signInTo } from '../../testing/practice-app.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { type AccessTokens, accessTokens, credentialJournal, microsoftIdentity } from './index.ts';

const accounts = ['one', 'two', 'three'];
const secret = (id: string, value: string): AppCredential => ({ id, kind: 'secret', value });

let practice: PracticeProvider;
let port: MemoryApp;
let tokens: AccessTokens;
let clock: ManualClock;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rotation-'));
  practice = await startPracticeProvider({ mail: 'none' });
  clock = new ManualClock(new Date());
  port = new MemoryApp(practiceApp(practice));
  const judged = credentialJournal({ credentials: port, clock, log: silentLog });
  const identity = microsoftIdentity({ clock, judged });
  for (const [at, id] of accounts.entries()) {
    const person = practice.people[at];
    if (person !== undefined) port.accounts.set(id, await signInTo(identity, port.app, person));
  }
  tokens = accessTokens({ credentials: port, identity, clock, log: silentLog });
});
afterEach(async () => {
  await practice.close();
  await rm(directory, { recursive: true });
});

const first = () => secret('first', practice.clientSecret.value);

/** What the portal lists from now on. */
function atProvider(changes: Partial<NewRegistration>): void {
  practice.servers.identity.addRegistration({
    clientId: practice.clientId,
    tenant: practice.tenant,
    audience: 'AzureADandPersonalMicrosoftAccount',
    redirectUris: [practiceRedirectUri],
    secrets: [practice.clientSecret],
    permissions: ['openid', 'profile', 'email', 'offline_access', 'IMAP.AccessAsUser.All', 'SMTP.Send'],
    ...changes,
  });
}

/** What is entered in Mailroom from now on, newest first. */
function entered(...credentials: AppCredential[]): void {
  port.app = { ...port.app, credentials };
}

/** An hour later every account needs a new token; answers what could not be had. */
async function refreshAll(): Promise<unknown[]> {
  const refused: unknown[] = [];
  await Promise.all(
    accounts.map(async (id) => {
      const before = await tokens.current(id);
      await tokens.refreshNow(id, before.token).catch((thrown: unknown) => refused.push(thrown));
    }),
  );
  return refused;
}

const lastJudgement = (credentialId: string) =>
  port.judged.filter((one) => one.credentialId === credentialId).at(-1)?.kind;

describe('a secret that takes over from another', () => {
  const second = secret('second', 'practice~The.Second-Secret');

  it('may be entered before the provider knows it, and the old one deleted while both are entered', async () => {
    entered(second, first());
    expect(await refreshAll()).toEqual([]);
    expect(lastJudgement('second')).toBe('client-secret-wrong');
    expect(lastJudgement('first')).toBeNull();

    atProvider({ secrets: [practice.clientSecret, { value: 'practice~The.Second-Secret' }] });
    expect(await refreshAll()).toEqual([]);
    expect(lastJudgement('second')).toBeNull();

    atProvider({ secrets: [{ value: 'practice~The.Second-Secret' }] });
    expect(await refreshAll()).toEqual([]);
    entered(second);
    expect(await refreshAll()).toEqual([]);
    expect(port.appFailures.filter((failure) => failure !== null)).toEqual([]);
  });

  it('may be known to the provider before it is entered, and the old one ended by then', async () => {
    atProvider({
      secrets: [
        { ...practice.clientSecret, expires: new Date(0) },
        { id: '11111111-2222-4333-8444-555555555555', value: 'practice~The.Second-Secret' },
      ],
    });
    entered(second, first());
    expect(await refreshAll()).toEqual([]);
    expect(lastJudgement('second')).toBeNull();
    expect(port.appFailures.filter((failure) => failure !== null)).toEqual([]);
  });

  it('is told as the app’s failure only when neither is taken, once, and as the newer one’s', async () => {
    atProvider({ secrets: [{ ...practice.clientSecret, expires: new Date(0) }] });
    entered(second, first());
    const refused = await refreshAll();
    expect(refused).toHaveLength(accounts.length);
    expect(new Set(refused.map((thrown) => thrown instanceof Failure && thrown.kind))).toEqual(
      new Set(['client-secret-wrong']),
    );
    expect([lastJudgement('second'), lastJudgement('first')]).toEqual([
      'client-secret-wrong',
      'client-secret-expired',
    ]);
    expect(port.appFailures.at(-1)).toMatchObject({ kind: 'client-secret-wrong' });

    // Mended by entering another: tried at once, whatever was remembered of the two.
    entered(secret('third', practice.clientSecret.value));
    atProvider({});
    expect(await refreshAll()).toEqual([]);
    expect(port.appFailures.at(-1)).toBeNull();
  });

  it('redeems a code with the one that is known: the first refusal does not use the code up', async () => {
    entered(second, first());
    const identity = microsoftIdentity({ clock });
    const [person] = practice.people;
    const stored = await signInTo(identity, port.app, person);
    expect(stored.tokens.refreshToken).not.toBe('');
  });

  it('leaves an ended grant the person’s matter: no credential and no app is blamed', async () => {
    entered(second, first());
    practice.servers.identity.expireRefreshTokens();
    const refused = await refreshAll();
    expect(refused).toHaveLength(accounts.length);
    for (const failure of refused) expect(failure).toMatchObject({ kind: 'grant-ended' });
    expect(lastJudgement('first')).toBeNull();
    expect(port.appFailures.filter((failure) => failure !== null)).toEqual([]);
  });
});

describe('a certificate', () => {
  const certificate = (id: string) => {
    const { privateKey, certificatePem } = makeSigningCertificate();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { id, kind: 'certificate', privateKey: pem, certificate: certificatePem } as const;
  };

  it('proves the app with a signature of PS256, and takes over from a secret without a gap', async () => {
    const made = certificate('made');
    entered(made, first());
    expect(await refreshAll()).toEqual([]);
    expect(lastJudgement('made')).toBe('client-certificate-refused');
    atProvider({ certificates: [made.certificate], secrets: [] });
    expect(await refreshAll()).toEqual([]);
    expect(lastJudgement('made')).toBeNull();
  });

  it('is told as refused where another was uploaded, and as expired where it is', async () => {
    const made = certificate('made');
    atProvider({ certificates: [certificate('other').certificate], secrets: [] });
    entered(made);
    const [failure] = await refreshAll();
    expect(failure).toMatchObject({ kind: 'client-certificate-refused', code: 'AADSTS700027' });

    const old = makeSigningCertificate(new Date(Date.now() - 1000));
    const pem = old.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    atProvider({ certificates: [old.certificatePem], secrets: [] });
    entered({ id: 'old', kind: 'certificate', privateKey: pem, certificate: old.certificatePem });
    const [expired] = await refreshAll();
    expect(expired).toMatchObject({ kind: 'client-certificate-expired', code: 'AADSTS1000502' });
  });
});

describe('a token of the platform', () => {
  it('is read anew for every request; without one the setting is named, and the other credential goes on', async () => {
    const file = join(directory, 'token');
    const federated = { id: 'federated', kind: 'federated', file } as const;
    entered(federated);
    for (const content of [null, ' \n']) {
      if (content !== null) await writeFile(file, content);
      entered({ ...federated, id: `federated ${content}` });
      const [failure] = await refreshAll();
      expect(failure).toMatchObject({
        kind: 'federated-token-missing',
        origin: 'administrator',
        code: content === null ? 'ENOENT' : 'empty',
        detail: { setting: 'MAILROOM_FEDERATED_TOKEN_FILE', file },
      });
    }
    entered(federated, first());
    expect(await refreshAll()).toEqual([]);
    expect(lastJudgement('federated')).toBe('federated-token-missing');
  });

  it('is refused in its own words where nobody trusts its issuer', async () => {
    const file = join(directory, 'token');
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: 'https://issuer.example', sub: 'system:serviceaccount:mail:other', aud: 'x' };
    await writeFile(file, `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`);
    const trusted = { issuer: 'https://issuer.example', subject: 'system:serviceaccount:mail:mailroom' };
    atProvider({ federatedCredentials: [trusted], secrets: [] });
    entered({ id: 'federated', kind: 'federated', file });
    const [failure] = await refreshAll();
    expect(failure).toMatchObject({ kind: 'federated-token-refused', code: 'AADSTS700213' });
  });
});
