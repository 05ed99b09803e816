/** Rehearsals with mailboxes of the practice provider: a person's, a shared one, one that the organisation opens. */
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountCredentials } from '../../ports/accounts.ts';
import { microsoftIdentity } from '../../provider/oauth2/index.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryApp } from '../../testing/memory-app.ts';
import { practiceApp, signInTo } from '../../testing/practice-app.ts';
import { examination, practiceTarget } from '../../testing/practice-examination.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { linkedMailbox } from './linked-mailbox.ts';
import { judgeIdentity, judgeScopes } from './people.ts';

let practice: PracticeProvider;
let port: MemoryApp;
const clock = new ManualClock(new Date());
const identity = microsoftIdentity({ clock });

beforeEach(async () => {
  practice = await startPracticeProvider({ mail: 'none' });
  port = new MemoryApp(practiceApp(practice));
});
afterEach(() => practice.close());

async function rehearsed(address: string, stored: AccountCredentials) {
  port.accounts.set('account', stored);
  const deps = { credentials: port, identity, clock, log: silentLog };
  const mailbox = await linkedMailbox(deps, { id: 'account', address }, 'app');
  const { access } = port.app;
  return await examination(practice, practiceTarget(practice, { access }), mailbox);
}

const claims = (value: object): string =>
  `e30.${Buffer.from(JSON.stringify(value)).toString('base64url')}.c2ln`;

describe('with a person’s mailbox', () => {
  const own = () => signInTo(identity, port.app, practice.people[0]);

  it('tells permissions, and who signed in', async () => {
    const [{ userName }] = practice.people;
    const found = await rehearsed(userName, await own());
    for (const id of ['refresh', 'scopes', 'identity', 'imap', 'folders', 'smtp'] as const) {
      expect(found.get(`rehearsal-${id}`), id).toMatchObject({ state: 'right' });
    }
    const person = practice.servers.identity.person(userName);
    expect(found.get('rehearsal-identity')?.answered).toBe(
      `tid: ${practice.tenant}, oid: ${person?.id}, preferred_username: ${userName}`,
    );
  });

  it('that is shared tells whose sign-in it is, and what full access lacks', async () => {
    const { sharedMailbox } = practice;
    const stored = { ...(await own()), imapUsers: [sharedMailbox] };
    const found = await rehearsed(sharedMailbox, stored);
    expect(found.get('rehearsal-imap')).toMatchObject({ state: 'right' });
    expect(found.get('rehearsal-identity')?.answered).toContain(`≠ ${sharedMailbox}`);

    const delegate = practice.servers.identity.person(practice.people[0].userName);
    if (delegate) practice.servers.identity.forbidMailbox(delegate, sharedMailbox);
    const refused = await rehearsed(sharedMailbox, stored);
    expect(refused.get('rehearsal-imap')).toMatchObject({
      state: 'wrong',
      finding: 'shared-mailbox-refused',
      detail: { delegate: practice.people[0].userName, mailbox: sharedMailbox },
    });
    expect(refused.get('rehearsal-smtp')).toMatchObject({ state: 'right' });
  });

  it('whose tokens are for Microsoft Graph is recognised by what was granted, or by the token itself', () => {
    const target = practiceTarget(practice);
    const scope = 'https://graph.microsoft.com/IMAP.AccessAsUser.All https://graph.microsoft.com/SMTP.Send';
    const graph = { finding: 'token-for-other-resource', state: 'wrong' };
    expect(judgeScopes({ accessToken: 'opaque', scope }, target)).toMatchObject(graph);
    for (const aud of ['00000003-0000-0000-c000-000000000000', 'https://graph.microsoft.com']) {
      expect(judgeScopes({ accessToken: claims({ aud }), scope: 'x' }, target)).toMatchObject(graph);
    }
    const exchange = claims({ aud: 'https://outlook.office.com' });
    expect(judgeScopes({ accessToken: exchange, scope: 'x' }, target)).toMatchObject({ state: 'right' });
  });

  it('whose sign-in does not say who it is', () => {
    const token = { accessToken: 'opaque', scope: '' };
    expect(judgeIdentity(token, { address: 'ada@heron.example' })).toMatchObject({
      state: 'wrong',
      finding: 'identity-claims-missing',
      detail: { missing: 'oid, preferred_username' },
    });
  });
});

describe('of an organisation’s access', () => {
  const user = () => practice.people[1]?.userName ?? '';
  const open = async () => {
    port.app = { ...port.app, access: 'organisation' };
    return await rehearsed(user(), { kind: 'organisation', providerAppId: 'app', user: user() });
  };

  it('reads what was granted in the token and opens one mailbox', async () => {
    practice.openToApplication([user()]);
    const found = await open();
    for (const id of ['refresh', 'scopes', 'imap', 'folders', 'smtp'] as const) {
      expect(found.get(`rehearsal-${id}`), id).toMatchObject({ state: 'right' });
    }
    expect(found.get('rehearsal-scopes')?.answered).toBe('roles: IMAP.AccessAsApp SMTP.SendAsApp');
    // Nobody signs in: there is no identity, no sign-in and no redirect URI.
    expect(found.has('rehearsal-identity') || found.has('sign-in') || found.has('registration')).toBe(false);
  });

  it('names the permissions that nobody granted', async () => {
    expect((await open()).get('rehearsal-scopes')).toMatchObject({
      state: 'wrong',
      finding: 'organisation-permission-missing',
      detail: { missing: 'IMAP.AccessAsApp, SMTP.SendAsApp' },
    });
  });

  it('names the mailbox that Exchange has not opened, and the application', async () => {
    practice.openToApplication([]);
    const found = await open();
    const detail = { mailbox: user(), clientId: practice.clientId };
    expect(found.get('rehearsal-imap')).toMatchObject({ finding: 'organisation-mailbox-refused', detail });
    expect(found.get('rehearsal-smtp')).toMatchObject({ finding: 'organisation-sending-refused', detail });
  });

  it('needs one directory, and the provider says so where none is named', async () => {
    const target = practiceTarget(practice, { access: 'organisation', tenant: 'common' });
    const found = await examination(practice, target);
    expect(found.get('secret')).toMatchObject({ state: 'wrong', finding: 'tenant-must-be-named' });
    expect(found.get('rehearsal-scopes')).toMatchObject({ skipped: 'earlier-step-failed' });
  });
});
