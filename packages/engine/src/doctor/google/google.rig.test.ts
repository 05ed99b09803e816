/** The doctor in front of the practice Google: right when it is, and each broken client found by its own check. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CheckId, CheckResult } from '@mailroom/model';
import { entryOfText } from '@mailroom/model/catalogue/index';
import { brokenGoogleClients, type GoogleEntered, setGoogleRight } from '@mailroom/rig/broken/index';
import { SignInStuck, walkSignIn } from '@mailroom/rig/identity/index';
import { type PracticeGoogle, startPracticeGoogle } from '@mailroom/rig/provider/index';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import { type IssuedTokens, identityProviders } from '../../provider/oauth2/index.ts';
import { systemClock } from '../../testing/practice-server.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { type DoctorTarget, type ExaminedCredential, examine, type RehearsedMailbox } from '../index.ts';

const redirectUri = 'http://localhost:3300/oauth2/callback';
const identity = identityProviders({ clock: systemClock });
const deps = { clock: systemClock, log: silentLog, ca: [] as string[] };

let google: PracticeGoogle;
let right: GoogleEntered;

beforeAll(async () => {
  google = await startPracticeGoogle({ mail: 'none' });
  google.registerRedirectUri(redirectUri);
  deps.ca = [google.caPem];
  const { authority, clientId, clientSecret, imap, smtp, caPem, people } = google;
  const { userName, password } = people[0] ?? { userName: '', password: '' };
  const rehearsal = { userName, password, consent: 'accept', untick: [] } as const;
  right = { authority, clientId, clientSecret, imap, smtp, caPem, rehearsal };
});
afterAll(() => google.close());
afterEach(() => setGoogleRight(google));

const secret = (id: string, value: string): ExaminedCredential => ({
  id,
  kind: 'secret',
  hint: value.slice(-4),
  expires: null,
  proof: { id, kind: 'secret', value },
});

function targetOf(
  { clientId, clientSecret }: GoogleEntered,
  changes: Partial<DoctorTarget> = {},
): DoctorTarget {
  return {
    app: {
      id: 'app',
      provider: 'google',
      access: 'people',
      clientId,
      credentials: [secret('one', clientSecret)],
      tenant: '',
      cloud: google.cloud,
    },
    redirectUri,
    // Nobody listens there; the check of it is not of Google.
    own: { address: 'http://localhost:1', echoPath: '/echo', installation: 'ours' },
    lastSignIn: null,
    ...changes,
  };
}

const appOf = ({ clientId, clientSecret }: GoogleEntered): ProviderAppCredentials => ({
  id: 'app',
  provider: 'google',
  access: 'people',
  clientId,
  credentials: [{ id: 'one', kind: 'secret', value: clientSecret }],
  tenant: '',
  cloud: google.cloud,
});

async function signIn(entered: GoogleEntered): Promise<IssuedTokens> {
  const app = appOf(entered);
  const begun = await identity.authorizeUrl(app, { redirectUri });
  const landed = await walkSignIn({ authorizeUrl: begun.url, ...entered.rehearsal });
  const parameters = new URL(landed).searchParams;
  return (await identity.redeem(app, { ...begun, redirectUri, parameters })).tokens;
}

function mailboxOf(entered: GoogleEntered, { refreshToken }: IssuedTokens): RehearsedMailbox {
  const address = entered.rehearsal.userName;
  return {
    address,
    imapUsers: [address],
    smtpUsers: [address],
    async renew() {
      return await identity.refresh(appOf(entered), refreshToken);
    },
    explain: async (_half, failure) => failure,
  };
}

async function results(target: DoctorTarget, mailbox: RehearsedMailbox | null = null) {
  const list = await examine(target, mailbox, deps, { deadline: 5000 });
  return new Map<CheckId, CheckResult>(list.map((result) => [result.id, result]));
}

describe('a client that is right', () => {
  it('is told right by every check that Google has, and its aliases are counted', async () => {
    const found = await results(targetOf(right), mailboxOf(right, await signIn(right)));
    const states = Object.fromEntries([...found].map(([id, { state, skipped }]) => [id, skipped ?? state]));
    expect(states).toEqual({
      'own-address': 'unsure',
      clock: 'right',
      authority: 'right',
      registration: 'right',
      secret: 'right',
      'sign-in': 'nobody-signed-in-yet',
      'imap-server': 'right',
      'smtp-server': 'right',
      'rehearsal-refresh': 'right',
      'rehearsal-scopes': 'right',
      'rehearsal-identity': 'right',
      'rehearsal-imap': 'right',
      'rehearsal-folders': 'right',
      'rehearsal-smtp': 'right',
      'rehearsal-aliases': 'right',
    });
    expect(found.get('registration')?.answered).toBe('interaction_required');
    expect(found.get('secret')?.answered).toBe(`${right.clientSecret.slice(-4)}: invalid_grant`);
    expect(found.get('rehearsal-aliases')).toMatchObject({ detail: { aliases: '2' } });
    expect(JSON.stringify([...found])).not.toContain(right.clientSecret);
    expect(JSON.stringify([...found])).not.toMatch(/ya29\./);
  });

  it('that is only begun is asked what can be asked already', async () => {
    const { app, ...rest } = targetOf(right);
    const begun = { ...rest, app: { ...app, clientId: null, credentials: [] } };
    const found = await results(begun);
    expect(found.get('registration')?.skipped).toBe('client-id-not-entered');
    expect(found.get('secret')?.skipped).toBe('client-id-not-entered');
    expect(found.get('authority')?.state).toBe('right');
    const named = await results({ ...rest, app: { ...app, credentials: [] } });
    expect(named.get('registration')?.state).toBe('right');
    expect(named.get('secret')?.skipped).toBe('credential-not-entered');
  });

  it('with one of two secrets refused goes on, and says which', async () => {
    const { app, ...rest } = targetOf(right);
    const credentials = [secret('new', 'GOCSPX-not-this-one'), ...app.credentials];
    const found = await results({ ...rest, app: { ...app, credentials } });
    expect(found.get('secret')).toMatchObject({
      state: 'unsure',
      finding: 'google-client-secret-wrong',
      detail: { credential: '-one' },
    });
  });
});

describe('an authority that answers otherwise than the practice Google', () => {
  async function registrationAt(location: string | null): Promise<CheckResult | undefined> {
    const server = createServer((request, response) => {
      const origin = `http://${request.headers.host}`;
      const document = {
        issuer: origin,
        authorization_endpoint: `${origin}/auth`,
        token_endpoint: `${origin}/token`,
      };
      if (request.url?.startsWith('/.well-known/')) response.end(JSON.stringify(document));
      else if (request.url?.startsWith('/auth') && location) response.writeHead(302, { location }).end();
      else response.end('a page');
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    onTestFinished(() => void server.close());
    const authority = `http://localhost:${(server.address() as AddressInfo).port}`;
    const { app, ...rest } = targetOf(right);
    const found = await results({ ...rest, app: { ...app, cloud: { ...app.cloud, authority } } });
    return found.get('registration');
  }

  it('has accepted the request when it asks who is there', async () => {
    expect(await registrationAt('/v3/signin/identifier?flowName=GeneralOAuthFlow')).toMatchObject({
      state: 'right',
      answered: '/v3/signin/identifier',
    });
  });

  it.each([null, '/somewhere', 'https://proxy.example/'])('has said nothing with %s', async (location) => {
    expect(await registrationAt(location)).toMatchObject({ state: 'unsure', finding: 'authority-failing' });
  });
});

/** The check that finds it, and the entry it leads to; `page`: Google's page says it to the person, and to nobody else. */
const expected: Readonly<Record<string, [CheckId | 'page', string]>> = {
  'google-unknown-client-id': ['registration', 'google-client-unknown'],
  'google-wrong-secret': ['secret', 'google-client-secret-wrong'],
  'google-client-disabled': ['registration', 'google-client-deleted'],
  'google-redirect-uri-missing': ['registration', 'google-redirect-uri-mismatch'],
  'google-redirect-uri-other-host': ['registration', 'google-redirect-uri-mismatch'],
  'google-internal-only': ['page', 'google-internal-app'],
  'google-test-user-missing': ['page', 'google-app-in-testing'],
  'google-seven-days': ['rehearsal-refresh', 'google-access-ends-weekly'],
  'google-blocked-by-administrator': ['page', 'google-policy-of-organisation'],
  'google-mail-unticked': ['sign-in', 'google-mail-not-granted'],
  'google-consent-refused': ['sign-in', 'google-consent-declined'],
  'google-refresh-token-missing': ['sign-in', 'google-refresh-token-missing'],
  'google-gmail-api-off': ['rehearsal-aliases', 'google-api-not-enabled'],
};

describe.each(brokenGoogleClients)('$id', (broken) => {
  it('is found by the check that can see it, and no other says otherwise', async () => {
    const entered = await broken.setWrong(google);
    const outcome = await signIn(entered).catch((thrown: unknown) => thrown);
    const [check, entry] = expected[broken.id] ?? [];
    if (check === 'page') {
      expect(outcome).toBeInstanceOf(SignInStuck);
      expect(entryOfText((outcome as SignInStuck).message)?.id).toBe(entry);
      return;
    }
    const tokens = outcome instanceof Error ? null : (outcome as IssuedTokens);
    const failure =
      outcome instanceof Error && 'toWire' in outcome ? (outcome as { toWire(): never }).toWire() : null;
    const lastSignIn = failure === null ? null : { at: new Date().toISOString(), failure };
    const mailbox = tokens === null ? null : mailboxOf(entered, tokens);
    const found = await results(targetOf(entered, { lastSignIn }), mailbox);
    const wrong = [...found.values()].filter(
      ({ id, state }) => id !== 'own-address' && (state === 'wrong' || state === 'unsure'),
    );
    expect(wrong[0]).toMatchObject({ id: check, finding: entry, state: 'wrong' });
    // What a wrong secret makes of the sign-in says the same.
    expect(new Set(wrong.map(({ finding }) => finding))).toEqual(new Set([entry]));
  });
});

describe('a sign-in that ends after seven days', () => {
  it('is told by its own report, before anything has failed', async () => {
    const at = new Date().toISOString();
    const refreshExpiresAt = new Date(Date.now() + 3.5 * 24 * 3600 * 1000).toISOString();
    const found = await results(targetOf(right, { lastSignIn: { at, failure: null, refreshExpiresAt } }));
    expect(found.get('sign-in')).toMatchObject({
      state: 'wrong',
      finding: 'google-access-ends-weekly',
      detail: { days: '4' },
    });
  });

  it('is no fault where the person chose a longer time', async () => {
    const at = new Date().toISOString();
    const refreshExpiresAt = new Date(Date.now() + 60 * 24 * 3600 * 1000).toISOString();
    const found = await results(targetOf(right, { lastSignIn: { at, failure: null, refreshExpiresAt } }));
    expect(found.get('sign-in')?.state).toBe('right');
  });
});
