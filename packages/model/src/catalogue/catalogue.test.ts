import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../failure.ts';
import {
  catalogue,
  entryById,
  entryOfFailure,
  entryOfGoogle,
  entryOfImap,
  entryOfSmtp,
  entryOfText,
  readGooglePage,
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
    ['554 5.2.252 SendAsDenied; office@contoso.example not allowed to send as', 'sender-not-allowed'],
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
    ['invalid_client The OAuth client was not found.', 'google-client-unknown'],
    ['invalid_client The provided client secret is invalid.', 'google-client-secret-wrong'],
    ['invalid_client Unauthorized', 'google-client-secret-wrong'],
    ['Error 403: access_denied', 'google-app-in-testing'],
    ['access_denied', 'google-consent-declined'],
    ['invalid_grant invalid_rapt reauth related error (invalid_rapt)', 'google-signed-out-by-organisation'],
    ['invalid_grant Account has been deleted', 'google-token-expired-or-revoked'],
  ])('%s', (words, id) => expect(entryOfGoogle(words)?.id).toBe(id));
});

describe('the address of Google’s error page', () => {
  const page = (authError: string) =>
    `https://accounts.google.com/signin/oauth/error?authError=${authError}&flowName=GeneralOAuthFlow`;
  const notFound = 'Cg5pbnZhbGlkX2NsaWVudBIfVGhlIE9BdXRoIGNsaWVudCB3YXMgbm90IGZvdW5kLiCRAw';

  it('tells what the page shows', () => {
    const told = { error: 'invalid_client', words: 'The OAuth client was not found.' };
    expect(readGooglePage(page(notFound))).toEqual(told);
    expect(readGooglePage(page(`${notFound}%3D%3D`))).toEqual(told);
    expect(entryOfText(` ${page(notFound)}\n`)?.id).toBe('google-client-unknown');
  });

  it('reads words of more than 127 bytes, whose length takes two', () => {
    const words = 'You can’t sign in. '.repeat(10);
    const bytes = Buffer.from(words);
    const length = [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
    const field = Buffer.concat([Buffer.from([0x12, ...length]), bytes]);
    const error = Buffer.from('\n\x15redirect_uri_mismatch');
    const address = page(Buffer.concat([error, field]).toString('base64url'));
    expect(readGooglePage(address)).toEqual({ error: 'redirect_uri_mismatch', words });
    expect(entryOfText(address)?.id).toBe('google-redirect-uri-mismatch');
  });

  it('means a missing test user by access_denied, which elsewhere means that somebody declined', () => {
    const error = Buffer.from('\n\x0daccess_denied').toString('base64url');
    expect(entryOfText(page(error))?.id).toBe('google-app-in-testing');
  });

  it.each(['', '%%%', 'AAAA', 'Cg', 'x'.repeat(9000)])('is none where it says nothing: %s', (authError) => {
    expect(readGooglePage(page(authError))).toBeNull();
  });
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

  it('gives Google’s errors Google’s meanings', () => {
    const google = (kind: FailureKind, code: string | null, quote: string | null, more = {}) =>
      entryOfFailure({ kind, code, quote, detail: { provider: 'google', ...more } })?.id;
    expect(google('consent-refused', 'access_denied', null)).toBe('google-consent-declined');
    expect(google('scope-missing', null, null, { missing: 'refresh_token' })).toBe(
      'google-refresh-token-missing',
    );
    expect(google('scope-missing', null, null, { missing: 'https://mail.google.com/' })).toBe(
      'google-mail-not-granted',
    );
    expect(google('link-expired', 'invalid_grant', 'Malformed auth code.')).toBe('sign-in-went-astray');
    expect(google('authority-unreachable', 'ECONNREFUSED', null)).toBe('authority-not-reachable');
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
  const google = {
    authority: 'https://accounts.google.com',
    tenant: '',
    clientId: '123456789012-abc.apps.googleusercontent.com',
  };

  it('opens the OAuth client in its own project, by the number that its ID begins with', () => {
    expect(whereLink('google-client', google)).toBe(
      'https://console.cloud.google.com/apis/credentials/oauthclient/123456789012-abc.apps.googleusercontent.com?project=123456789012',
    );
  });

  it('leaves the choice of a project to the console where there is no client yet', () => {
    expect(whereLink('google-audience', { ...google, clientId: '' })).toBe(
      'https://console.cloud.google.com/auth/audience',
    );
  });

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
