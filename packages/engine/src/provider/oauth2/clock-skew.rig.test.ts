/** Case 28: a clock that is a day wrong, on the one side or on the other, ends no grant and refuses no proof. */
import { makeSigningCertificate } from '@mailroom/rig/identity/testing/certificate';
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppCredential } from '../../ports/accounts.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryApp } from '../../testing/memory-app.ts';
import { practiceApp, practiceRedirectUri, signInTo } from '../../testing/practice-app.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { skewOf } from './clock-skew.ts';
import { configurationCache } from './configuration-cache.ts';
import { accessTokens, microsoftIdentity } from './index.ts';
import { microsoftConfigurations } from './microsoft-configuration.ts';

const day = 24 * 60 * 60_000;

describe.each([day, -day])('an identity provider whose clock differs by %i ms', (skew) => {
  let practice: PracticeProvider;
  beforeEach(async () => {
    practice = await startPracticeProvider({ mail: 'none' });
    practice.servers.identity.setClockSkew(skew);
  });
  afterEach(() => practice.close());

  it('signs people in and refreshes their tokens', async () => {
    const clock = new ManualClock(new Date());
    const port = new MemoryApp(practiceApp(practice));
    const identity = microsoftIdentity({ clock });
    port.accounts.set('a', await signInTo(identity, port.app, practice.people[0]));
    const tokens = accessTokens({ credentials: port, identity, clock, log: silentLog });
    const first = await tokens.current('a');
    expect(first.expiresAt.getTime() - clock.now().getTime()).toBeLessThan(2 * 60 * 60_000);
    clock.advance(2 * 60 * 60_000);
    expect((await tokens.current('a')).token).not.toBe(first.token);
  });

  it('takes the app’s own proof, which names a time', async () => {
    const { privateKey, certificatePem } = makeSigningCertificate();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const made: AppCredential = {
      id: 'made',
      kind: 'certificate',
      privateKey: pem,
      certificate: certificatePem,
    };
    const app = { ...practiceApp(practice), credentials: [made] };
    practice.servers.identity.addRegistration({
      clientId: practice.clientId,
      tenant: practice.tenant,
      audience: 'AzureADandPersonalMicrosoftAccount',
      redirectUris: [practiceRedirectUri],
      secrets: [],
      certificates: [certificatePem],
      permissions: ['openid', 'profile', 'email', 'offline_access', 'IMAP.AccessAsUser.All', 'SMTP.Send'],
    });
    const identity = microsoftIdentity({ clock: new ManualClock(new Date()) });
    const { tokens } = await signInTo(identity, app, practice.people[0]);
    expect((await identity.refresh(app, tokens.refreshToken)).accessToken).not.toBe('');
  });
});

describe('the measured difference', () => {
  it('is nothing where the answer does not say, or where it is less than a minute', () => {
    const now = new Date('2026-11-20T12:00:00Z');
    const answer = (date?: string) => new Response('', { headers: date === undefined ? {} : { date } });
    expect(skewOf(answer(), now)).toBe(0);
    expect(skewOf(answer('nonsense'), now)).toBe(0);
    expect(skewOf(answer('Fri, 20 Nov 2026 12:00:40 GMT'), now)).toBe(0);
    expect(skewOf(answer('Sat, 21 Nov 2026 12:00:00 GMT'), now)).toBe(86_400);
  });

  it('is measured anew once this machine’s clock was set', async () => {
    const time = { wall: Date.now(), monotonic: 0 };
    const clock = { now: () => new Date(time.wall), monotonic: () => time.monotonic, sleep: async () => {} };
    const practice = await startPracticeProvider({ mail: 'none' });
    const app = practiceApp(practice);
    const documents: Promise<unknown>[] = [];
    const identity = configurationCache(clock, (...asked) => {
      const document = microsoftConfigurations(clock)(...asked);
      documents.push(document);
      return document;
    });
    await identity(app, null);
    time.monotonic += 60_000;
    time.wall += 60_000;
    await identity(app, null);
    expect(documents).toHaveLength(1);
    time.wall += day;
    await identity(app, null);
    expect(documents).toHaveLength(2);
    await practice.close();
  });
});
