import { Failure, type FailureOptions } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { reactTo } from './reaction.ts';

const failure = (options: Partial<FailureOptions> & Pick<FailureOptions, 'kind'>) =>
  new Failure({ origin: 'provider', ...options });
const settled = { healthy: true, everWorked: true, byToken: true, refusedLogins: 0 };
const fresh = { healthy: false, everWorked: false, byToken: true, refusedLogins: 0 };

describe('reaction to a failure', () => {
  it('is silent when a session that worked is lost or its token aged', () => {
    expect(reactTo(failure({ kind: 'connection-lost' }), settled)).toEqual({ do: 'again' });
    expect(reactTo(failure({ kind: 'connection-lost', code: 'AccessTokenExpired' }), settled)).toEqual({
      do: 'again',
    });
  });

  it('waits when a connection is lost before anything was done', () => {
    expect(reactTo(failure({ kind: 'connection-lost' }), { ...settled, healthy: false }).do).toBe('wait');
  });

  it('waits for a permission that Exchange’s administrator gives, and asks nobody to sign in again', () => {
    for (const kind of ['organisation-mailbox-refused', 'shared-mailbox-refused'] as const) {
      const refused = failure({ kind, origin: 'administrator', next: { do: 'ask-administrator' } });
      expect(reactTo(refused, fresh)).toEqual({ do: 'wait', schedule: 'mailbox', until: null });
    }
  });

  it('waits for room on a full disk, as the store says it, and is back by itself soon after there is some', () => {
    const full = failure({ kind: 'disk-full', origin: 'administrator', next: { do: 'ask-administrator' } });
    expect(reactTo(full, settled)).toEqual({ do: 'wait', schedule: 'network', until: null });
  });

  it('waits as long as the provider asked', () => {
    const until = '2026-11-20T12:00:00.000Z';
    const reaction = reactTo(failure({ kind: 'throttled', next: { do: 'wait', until } }), settled);
    expect(reaction).toEqual({ do: 'wait', schedule: 'network', until: new Date(until) });
  });

  it('asks the owner when the grant ended or a password was refused, however well things went before', () => {
    const byPassword = { ...settled, byToken: false };
    const refused = failure({ kind: 'login-refused', next: { do: 'reconnect' } });
    expect(reactTo(failure({ kind: 'grant-ended', next: { do: 'reconnect' } }), settled).do).toBe(
      'reconnect',
    );
    expect(reactTo(refused, byPassword).do).toBe('reconnect');
  });

  it('asks the owner only when a second attempt with a renewed token is refused: the first one’s may have ended', () => {
    const refused = failure({ kind: 'login-refused', next: { do: 'reconnect' } });
    expect(reactTo(refused, settled)).toEqual({ do: 'wait', schedule: 'network', until: null });
    expect(reactTo(refused, { ...settled, refusedLogins: 1 })).toEqual({ do: 'reconnect' });
  });

  it('asks the administrator when the provider refuses the app', () => {
    const refused = failure({ kind: 'client-secret-expired', next: { do: 'ask-administrator' } });
    expect(reactTo(refused, settled)).toEqual({ do: 'block' });
  });

  it('takes an unreachable mailbox for passing if it ever worked, and for a mistake if it never did', () => {
    const unreachable = failure({ kind: 'mailbox-not-reachable', next: { do: 'wait', until: null } });
    expect(reactTo(unreachable, { ...settled, healthy: false })).toMatchObject({ schedule: 'mailbox' });
    expect(reactTo(unreachable, fresh)).toEqual({ do: 'reconnect' });
  });

  it('never asks anyone because a login could not be judged', () => {
    const unavailable = failure({ kind: 'login-unavailable', next: { do: 'wait', until: null } });
    expect(reactTo(unavailable, fresh).do).toBe('wait');
  });
});
