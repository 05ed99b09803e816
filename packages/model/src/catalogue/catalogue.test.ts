import { describe, expect, it } from 'vitest';
import {
  catalogue,
  entryById,
  entryOfFailure,
  entryOfGoogle,
  entryOfImap,
  entryOfSmtp,
  entryOfText,
  whereLink,
} from './index.ts';

const repeated = (values: readonly unknown[]): unknown[] =>
  values.filter((value, at) => values.indexOf(value) !== at);

describe('the catalogue', () => {
  it('has more than sixty codes with a number, an error or words of their own', () => {
    const codes = catalogue.flatMap(({ recognises }) => [
      ...(recognises.aadsts ?? []),
      ...(recognises.oauth ?? []),
      ...(recognises.google ?? []),
      ...(recognises.imap ?? []),
      ...(recognises.smtp ?? []),
      ...(recognises.enhanced ?? []),
    ]);
    expect(codes.length).toBeGreaterThanOrEqual(60);
  });

  it.each(['aadsts', 'oauth', 'enhanced', 'kinds'] as const)('names each of its %s once', (by) => {
    expect(repeated(catalogue.flatMap(({ recognises }) => [...(recognises[by] ?? [])]))).toEqual([]);
  });

  it('has ids that are keys of a locale file', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(repeated(ids)).toEqual([]);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});

describe('the entry of what a server said', () => {
  it.each([
    [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled',
      'smtp-switched-off-for-tenant',
    ],
    [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled',
      'smtp-switched-off-for-mailbox',
    ],
    [
      "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
      'smtp-locked-by-security-defaults',
    ],
    [
      '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.',
      'smtp-criteria-not-met',
    ],
    [
      '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
      'password-sign-in-switched-off',
    ],
    [
      '550 5.7.30 Basic authentication is not supported for Client Submission.',
      'password-sign-in-switched-off',
    ],
    [
      '535 5.7.3 Authentication unsuccessful [AM0PR01CA0001.eurprd01.prod.exchangelabs.com]',
      'smtp-token-refused',
    ],
    ['550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'sender-not-allowed'],
    [
      '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
      'sender-not-allowed',
    ],
    ['554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException', 'mail-throttled'],
    [
      '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending',
      'too-many-connections',
    ],
    ['550 5.1.8 Access denied, bad outbound sender', 'sender-blocked'],
    [
      '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.',
      'tenant-sending-limited',
    ],
  ])('%s', (reply, id) => {
    expect(entryOfSmtp(reply)?.id).toBe(id);
    expect(entryOfText(reply)?.id).toBe(id);
  });

  it.each([
    ['AUTHENTICATE failed.', 'imap-token-refused'],
    ['User is authenticated but not connected.', 'imap-mailbox-not-reachable'],
    ['Session invalidated - AccessTokenExpired', 'imap-session-aged'],
    ['Request is throttled. Suggested Backoff Time: 92415 milliseconds', 'mail-throttled'],
    ['Basic authentication is disabled.', 'password-sign-in-switched-off'],
    ['[ALERT] Too many simultaneous connections. (Failure)', 'too-many-connections'],
    ['{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}', 'google-imap-token-refused'],
  ])('%s', (words, id) => expect(entryOfImap(words)?.id).toBe(id));

  it.each([
    ['admin_policy_enforced', 'google-policy-of-organisation'],
    ['invalid_grant: Token has been expired or revoked.', 'google-token-expired-or-revoked'],
    ['Error 400: redirect_uri_mismatch', 'google-redirect-uri-mismatch'],
  ])('%s', (words, id) => expect(entryOfGoogle(words)?.id).toBe(id));
});

describe('the entry of a failure', () => {
  const failure = { kind: 'client-secret-wrong', code: 'AADSTS7000215', quote: null, detail: {} } as const;

  it('follows the number first', () => {
    expect(entryOfFailure({ ...failure, code: 'AADSTS700025' })?.id).toBe('client-is-public');
  });

  it('keeps the Secret ID apart from a wrong secret, which have one number', () => {
    expect(entryOfFailure(failure)?.id).toBe('client-secret-wrong');
    expect(entryOfFailure({ ...failure, kind: 'secret-id-instead-of-value' })?.id).toBe(
      'client-secret-is-its-id',
    );
  });

  it('is none for a number that nobody knows, whatever the kind: the code is shown instead', () => {
    expect(entryOfFailure({ ...failure, code: 'AADSTS7654321' })).toBeUndefined();
  });

  it('reads the words of the server that spoke, and otherwise goes by the kind', () => {
    const login = {
      kind: 'login-refused',
      code: '535 5.7.3',
      quote: '535 5.7.3 Authentication unsuccessful',
      detail: {},
    } as const;
    expect(entryOfFailure(login, 'smtp')?.id).toBe('smtp-token-refused');
    expect(entryOfFailure({ ...login, quote: null }, 'imap')?.id).toBe('imap-token-refused');
  });
});

describe('whereLink', () => {
  const registration = {
    authority: 'https://login.microsoftonline.com',
    tenant: 'common',
    clientId: '11111111-2222-4333-8444-555555555555',
  };

  it('opens the page of the registration itself', () => {
    expect(whereLink('registration-credentials', registration)).toBe(
      'https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/11111111-2222-4333-8444-555555555555',
    );
  });

  it('leads to the portal of the cloud', () => {
    const abroad = { ...registration, authority: 'https://login.microsoftonline.us' };
    expect(whereLink('registrations', abroad)).toMatch(/^https:\/\/portal\.azure\.us\//);
  });

  it('asks for consent in a directory, never in common', () => {
    expect(whereLink('admin-consent', registration)).toContain('/organizations/adminconsent?');
    expect(whereLink('admin-consent', { ...registration, tenant: 'contoso.example' })).toContain(
      '/contoso.example/',
    );
  });

  it('leaves nothing unfilled for any entry', () => {
    for (const { id, where } of catalogue) {
      if (where) expect(whereLink(where, registration), id).not.toMatch(/[{}]/);
    }
    expect(entryById('client-secret-wrong')?.where).toBe('registration-credentials');
  });
});
