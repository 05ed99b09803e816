import { Failure } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryApp } from '../../testing/memory-app.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { OrganisationTokens } from './organisation-tokens.ts';
import { RefusedApps } from './refused-apps.ts';

const host = { host: 'mail.heron.example', port: 993, security: 'tls' } as const;
const app: ProviderAppCredentials = {
  id: 'app',
  provider: 'microsoft',
  access: 'organisation',
  clientId: 'client',
  credentials: [{ id: '1', kind: 'secret', value: 'secret' }],
  tenant: 'heron.example',
  cloud: {
    provider: 'microsoft',
    id: 'practice',
    name: 'Practice',
    authority: 'https://login.example',
    imap: host,
    smtp: host,
    scopePrefix: 'https://mail.example/',
    withdrawUrl: null,
  },
};
const minutes = (count: number): number => count * 60_000;

function world() {
  const clock = new ManualClock();
  const port = new MemoryApp(app);
  const state: { asked: number; refuse: Failure | null } = { asked: 0, refuse: null };
  const unused = () => Promise.reject(new Error('not asked for here'));
  const identity: IdentityProvider = {
    authorizeUrl: unused,
    redeem: unused,
    refresh: unused,
    async organisationToken() {
      state.asked += 1;
      await Promise.resolve();
      if (state.refuse !== null) throw state.refuse;
      const accessExpiresAt = new Date(clock.now().getTime() + minutes(60));
      return { accessToken: `token ${state.asked}`, accessExpiresAt };
    },
  };
  const apps = new RefusedApps({ credentials: port, clock });
  return { clock, port, state, tokens: new OrganisationTokens({ identity, apps, clock }) };
}

describe('the token of an organisation', () => {
  it('is asked for once by all its mailboxes, and again five minutes before it ends', async () => {
    const { tokens, state, clock } = world();
    const answers = await Promise.all(Array.from({ length: 50 }, () => tokens.current(app)));
    expect(new Set(answers.map(({ token }) => token))).toEqual(new Set(['token 1']));
    clock.advance(minutes(54));
    await tokens.current(app);
    expect(state.asked).toBe(1);
    clock.advance(minutes(1));
    expect((await tokens.current(app)).token).toBe('token 2');
  });

  it('that is young is refused for the mailbox, and not replaced for every mailbox that is not open yet', async () => {
    const { tokens, state, clock } = world();
    const { token } = await tokens.current(app);
    expect((await tokens.renew(app, token)).token).toBe(token);
    clock.advance(minutes(5));
    expect((await tokens.renew(app, token)).token).toBe('token 2');
    expect((await tokens.renew(app, token)).token).toBe('token 2');
    expect(state.asked).toBe(2);
  });

  it('is another one as soon as the app is changed', async () => {
    const { tokens } = world();
    await tokens.current(app);
    const changed = { ...app, credentials: [{ id: '2', kind: 'secret', value: 'new' } as const] };
    expect((await tokens.current(changed)).token).toBe('token 2');
  });

  it('is not asked for again while the provider refuses the app, which administrators are told of', async () => {
    const { tokens, state, port, clock } = world();
    state.refuse = new Failure({ origin: 'administrator', kind: 'client-certificate-refused' });
    for (let mailbox = 0; mailbox < 3; mailbox += 1) {
      await expect(tokens.current(app)).rejects.toBe(state.refuse);
    }
    expect(state.asked).toBe(1);
    expect(port.appFailures).toEqual([state.refuse.toWire()]);
    state.refuse = null;
    clock.advance(minutes(10));
    expect((await tokens.current(app)).token).toBe('token 2');
    expect(port.appFailures.at(-1)).toBeNull();
  });
});
