/** Somebody lost their phone: an administrator lets them in without their second factors. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpApp } from '../testing/authenticator-app.ts';
import type { Browser } from '../testing/browser.ts';
import { ownMailServer } from '../testing/own-mail-server.ts';
import { administrator, member, startTestServer, type TestServer } from '../testing/test-server.ts';

const post = (body: unknown = {}) => ({ method: 'POST', body });
const { email, password } = member;

let server: TestServer;
let ada: Browser;
let bob: Browser;
let id: string;

async function start(settings: Parameters<typeof startTestServer>[0] = {}) {
  server = await startTestServer(settings);
  ada = await server.signedIn();
  bob = await server.member();
  id = z.object({ id: z.string() }).parse((await bob.ask('/api/v1/me')).json).id;
}

const forget = (browser: Browser, of = id) =>
  browser.ask(`/api/v1/people/${of}/second-factor/forget`, post());
const signIn = () => server.browser().ask('/api/auth/sign-in/email', post({ email, password }));
const listed = async () =>
  z
    .object({ people: z.array(z.object({ id: z.string(), secondFactor: z.boolean() })) })
    .parse((await ada.ask('/api/v1/people')).json)
    .people.find((person) => person.id === id)?.secondFactor;

describe('forgetting somebody’s second factors', () => {
  beforeEach(() => start());
  afterEach(() => server.close());

  it('lets them sign in without, ends their sessions and what those have open, and stands in the audit log', async () => {
    const { recoveryCodes } = await setUpApp(bob, password);
    expect(await listed()).toBe(true);
    expect((await signIn()).json).toEqual({ secondFactor: true });
    const stream = (await bob.request('/api/v1/live')).text();

    expect((await forget(ada)).json).toMatchObject({ id, secondFactor: false });
    await stream;
    expect((await bob.ask('/api/v1/me')).status).toBe(401);
    expect((await signIn()).status).toBe(204);
    expect(await listed()).toBe(false);

    const again = server.browser();
    await again.ask('/api/auth/sign-in/email', post({ email, password }));
    expect((await again.ask('/api/v1/me/security')).json).toMatchObject({
      totp: false,
      passkeys: [],
      recoveryCodesLeft: null,
    });
    // Another one makes other recovery codes.
    expect((await setUpApp(again, password)).recoveryCodes).not.toEqual(
      expect.arrayContaining(recoveryCodes),
    );
    expect((await ada.ask('/api/v1/audit?action=second-factor.removed')).json).toMatchObject({
      records: [
        { action: 'second-factor.removed', subject: { kind: 'person', id }, detail: { factor: 'all' } },
      ],
    });
  });

  it('is an administrator’s alone, and never for themselves', async () => {
    await setUpApp(ada, administrator.password);
    const { id: own } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
    expect((await forget(bob, own)).status).toBe(403);
    expect((await forget(ada, own)).json).toMatchObject({
      failure: { kind: 'conflict', detail: { person: 'yourself' } },
    });
    expect((await ada.ask('/api/v1/me/security')).json).toMatchObject({ totp: true });
    expect((await forget(ada, 'nobody')).status).toBe(404);
  });
});

it('the person is written to, in their language, and told who did it', async () => {
  const { smtp, settings } = await ownMailServer();
  await start(settings);
  await bob.ask('/api/v1/me', { method: 'PATCH', body: { locale: 'fr' } });
  await setUpApp(bob, password);
  await forget(ada);
  const [mail] = smtp.transmissions;
  const text = mail?.submitted.toString().replaceAll('=\r\n', '') ?? '';
  expect(text).toMatch(/^To: .*bob@example\.com/m);
  expect(text).toContain(`${administrator.name} a fait oublier`);
  await server.close();
});
