import { describe, expect, it } from 'vitest';
import { imapFailure } from './failures.ts';

const context = { host: 'imap.gmail.com', now: new Date('2026-11-20T12:00:00Z') };
const refused = (responseText: string, serverResponseCode?: string) =>
  imapFailure({ authenticationFailed: true, responseText, serverResponseCode }, context);

describe('a refused login at Gmail', () => {
  it.each([
    ['Account exceeded command or bandwidth limits. (Failure)', 'OVERQUOTA', 'throttled', 'wait'],
    ['Too many simultaneous connections. (Failure)', 'ALERT', 'too-many-connections', 'wait'],
    ['Invalid credentials (Failure)', 'AUTHENTICATIONFAILED', 'login-refused', 'reconnect'],
    ['IMAP access is disabled for your domain. (Failure)', 'ALERT', 'imap-disabled', 'ask-administrator'],
    ['Your account is not enabled for IMAP use. (Failure)', 'ALERT', 'imap-disabled', 'ask-administrator'],
    ['Application-specific password required (Failure)', 'ALERT', 'login-refused', 'reconnect'],
  ])('%s', (words, code, kind, next) => {
    expect(refused(words, code)).toMatchObject({ kind, next: { do: next }, quote: words });
  });
});
