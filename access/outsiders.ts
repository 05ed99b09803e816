/** Who may do nothing: strangers, and everybody who once might, or might elsewhere. */
import { addMember } from '@mailroom/server/testing/add-member';
import { setUpApp } from '@mailroom/server/testing/authenticator-app';
import type { Browser } from '@mailroom/server/testing/browser';
import type { TestServer } from '@mailroom/server/testing/test-server';
import { z } from 'zod';
import { makeKey, password } from './belongings.ts';
import type { OtherInstallation } from './other-installation.ts';

export interface Outsider {
  name: string;
  browser: Browser;
  headers: Record<string, string>;
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function join(server: TestServer, name: string): Promise<Browser> {
  const email = `${name}@example.com`;
  await addMember(server.dataDir, { name, email, password });
  const browser = server.browser();
  await browser.ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
  return browser;
}

/** A person with an authenticator app, who has told the password and not yet the code. */
async function halfSignedIn(server: TestServer): Promise<Browser> {
  const browser = await join(server, 'hal');
  await setUpApp(browser, password);
  const half = server.browser();
  const body = { email: 'hal@example.com', password };
  const answer = await half.ask('/api/auth/sign-in/email', { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`Hal was not asked for a second factor: ${answer.status}`);
  return half;
}

export async function openOutsiders(
  server: TestServer,
  ada: Browser,
  other: OtherInstallation,
): Promise<Outsider[]> {
  const gone = await join(server, 'gus');
  const goneKey = await makeKey(gone, ['read', 'organise', 'send', 'accounts']);
  const { id } = z.object({ id: z.string() }).parse((await gone.ask('/api/v1/me')).json);
  const dismissed = await ada.ask(`/api/v1/people/${id}/deactivate`, { method: 'POST', body: {} });
  if (dismissed.status !== 200) throw new Error(`Gus was not deactivated: ${dismissed.text}`);

  const out = await join(server, 'ian');
  const endedKey = await makeKey(out, ['read', 'organise', 'send', 'accounts']);
  await out.ask(`/api/v1/me/keys/${endedKey.id}`, { method: 'DELETE' });
  const copy = out.copy();
  await out.ask('/api/auth/sign-out', { method: 'POST', body: {} });

  const nobody = server.browser();
  return [
    { name: 'a stranger', browser: nobody, headers: {} },
    { name: 'a made-up session', browser: nobody, headers: { cookie: 'mailroom.session_token=a.b' } },
    { name: 'a made-up key', browser: nobody, headers: bearer('mailroom_madeup') },
    { name: 'a session that was ended', browser: copy, headers: {} },
    { name: 'a key that was ended', browser: nobody, headers: bearer(endedKey.secret) },
    { name: 'the session of somebody deactivated', browser: gone, headers: {} },
    { name: 'the key of somebody deactivated', browser: nobody, headers: bearer(goneKey.secret) },
    { name: 'half a sign-in', browser: await halfSignedIn(server), headers: {} },
    { name: 'a session elsewhere', browser: nobody, headers: { cookie: other.owner.cookie } },
    { name: 'a key from elsewhere', browser: nobody, headers: bearer(other.key) },
    { name: 'a key from elsewhere beside a session', browser: ada, headers: bearer(other.key) },
  ];
}
