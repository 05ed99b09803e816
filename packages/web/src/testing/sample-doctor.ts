/** A provider app and what its doctor found, as the API tells it. */
import {
  type CheckId,
  type CheckResult,
  type Credential,
  type CredentialNotice,
  checkId,
  type DoctorReport,
  type ProviderApp,
  reportState,
} from '@mailroom/model';

const clientId = '6731de76-14a6-49ae-97bc-6eba6914391e';

export const credential = (part: Partial<Credential> = {}): Credential => ({
  id: 'k1',
  kind: 'secret',
  hint: 'q8Zt',
  expires: null,
  failure: null,
  createdAt: '2026-06-01T10:00:00Z',
  ...part,
});

export const providerApp = (part: Partial<ProviderApp> = {}): ProviderApp => ({
  id: '1',
  provider: 'microsoft',
  name: 'Contoso',
  access: 'people',
  cloudId: 'global',
  tenant: 'common',
  clientId,
  credentials: [credential()],
  ready: true,
  redirectUri: 'https://mail.contoso.example/oauth2/callback',
  accounts: 3,
  consents: [],
  failure: null,
  createdAt: '2026-06-01T10:00:00Z',
  ...part,
});

const detail = {
  clientId,
  tenant: 'common',
  redirectUri: 'https://mail.contoso.example/oauth2/callback',
  address: 'https://mail.contoso.example',
  host: 'login.microsoftonline.com',
  mailbox: 'ada@own.test',
};

const asked: Partial<Record<CheckId, [asked: string, answered: string]>> = {
  'own-address': ['GET https://mail.contoso.example/api/v1/doctor/echo', 'HTTP 200'],
  registration: [
    `GET https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=${clientId}&redirect_uri=https://mail.contoso.example/oauth2/callback&prompt=none`,
    'login_required: AADSTS50058: A silent sign-in request was sent but no user is signed in.',
  ],
  'rehearsal-smtp': ['smtp://smtp.office365.com:587 AUTH XOAUTH2', '235 ada@own.test'],
};

export const check = (id: CheckId, part: Partial<CheckResult> = {}): CheckResult => ({
  id,
  state: 'right',
  asked: asked[id]?.[0] ?? 'HEAD https://login.microsoftonline.com',
  answered: asked[id]?.[1] ?? 'HTTP 200',
  finding: null,
  code: null,
  where: null,
  skipped: null,
  ...part,
  detail: { ...detail, ...part.detail },
});

/** Every check of Microsoft's, right but for what is said otherwise. */
export function report(parts: Partial<Record<CheckId, Partial<CheckResult>>> = {}): DoctorReport {
  const checks = checkId.options.filter((id) => id !== 'rehearsal-aliases').map((id) => check(id, parts[id]));
  return {
    providerAppId: '1',
    name: 'Contoso',
    state: reportState(checks),
    checkedAt: '2026-11-20T10:00:00Z',
    by: 'administrator',
    checks,
  };
}

export const notRehearsed: Partial<Record<CheckId, Partial<CheckResult>>> = Object.fromEntries(
  checkId.options
    .filter((id) => id.startsWith('rehearsal-'))
    .map((id) => [id, { state: 'skipped', skipped: 'no-mailbox-chosen', answered: null }] as const),
);

export const sendingOff: Partial<CheckResult> = {
  state: 'wrong',
  answered:
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
  finding: 'smtp-switched-off-for-tenant',
  code: '535 5.7.139',
  where: 'https://admin.exchange.microsoft.com/#/settings',
};

export const unknownCode: Partial<CheckResult> = {
  state: 'wrong',
  answered:
    'unauthorized_client: AADSTS7654321: Something that nobody has seen yet. Trace ID: 9d8a6a2c-23f4-4f7e-9d4a-0d2a5b6c7e00 Correlation ID: 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0 Timestamp: 2026-11-20 10:00:00Z',
  code: 'AADSTS7654321',
  detail: {
    traceId: '9d8a6a2c-23f4-4f7e-9d4a-0d2a5b6c7e00',
    correlationId: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    timestamp: '2026-11-20 10:00:00Z',
  },
};

export const notice = (days: number, part: Partial<CredentialNotice> = {}): CredentialNotice => ({
  kind: 'credential-expires',
  providerAppId: '1',
  name: 'Contoso',
  credentialId: 'k1',
  expires: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  days,
  covered: false,
  ...part,
});
