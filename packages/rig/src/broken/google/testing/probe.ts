import { MAIL_SCOPE } from '../../../identity/google/index.ts';
import { SignInStuck, walkSignIn } from '../../../identity/index.ts';
import { type MailFinding, tryImap, trySmtp } from '../../testing/mail-servers.ts';
import type { GoogleEntered } from '../broken-google-client.ts';

/** What a stage of the journey showed that was not as it should be. */
export type GoogleFinding =
  | MailFinding
  | {
      readonly stage: 'silent' | 'sign-in' | 'token' | 'refresh' | 'aliases';
      readonly error: string;
      readonly seconds?: unknown;
    };

/** Goes the whole journey with plain fetch, imapflow and nodemailer, and nothing of the product. */
export async function probeGoogle(
  entered: GoogleEntered,
  redirectUri: string,
): Promise<readonly GoogleFinding[]> {
  const { authority, clientId, clientSecret, rehearsal } = entered;
  const discovered = await fetch(`${authority}/.well-known/openid-configuration`);
  const endpoints = (await discovered.json()) as Readonly<Record<string, string>>;
  const findings: GoogleFinding[] = [];
  const authorizeUrl = (prompt: string) =>
    `${endpoints.authorization_endpoint}?${new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: `openid email profile ${MAIL_SCOPE}`,
      access_type: 'offline',
      prompt,
    })}`;

  const silent = await fetch(authorizeUrl('none'), { redirect: 'manual' });
  const leadsTo = new URL(silent.headers.get('location') ?? '', authority);
  if (leadsTo.origin === new URL(authority).origin) {
    return [{ stage: 'silent', error: blockedBy(await (await fetch(leadsTo)).text()) }];
  }
  const answer = await signIn(authorizeUrl('consent'), entered);
  const code = answer.get('code');
  if (code === null) return [{ stage: 'sign-in', error: answer.get('error') ?? '' }];

  const ask = (form: Readonly<Record<string, string>>) =>
    post(String(endpoints.token_endpoint), { client_id: clientId, client_secret: clientSecret, ...form });
  const first = await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  if (first.error !== undefined) return [{ stage: 'token', error: String(first.error) }];
  if (!String(first.scope).includes(MAIL_SCOPE)) findings.push({ stage: 'token', error: 'scope missing' });
  if (first.refresh_token_expires_in !== undefined) {
    const seconds = first.refresh_token_expires_in;
    findings.push({ stage: 'token', error: 'refresh token ends', seconds });
  }
  if (first.refresh_token === undefined) findings.push({ stage: 'token', error: 'no refresh token' });
  else {
    const refreshed = await ask({
      grant_type: 'refresh_token',
      refresh_token: String(first.refresh_token),
    });
    if (refreshed.error !== undefined) findings.push({ stage: 'refresh', error: String(refreshed.error) });
  }

  const accessToken = String(first.access_token);
  for (const attempt of [tryImap, trySmtp]) {
    const finding = await attempt({ ...entered, rehearsal }, { accessToken });
    if (finding !== undefined) findings.push(finding);
  }
  const aliases = await fetch(`${authority}/gmail/v1/users/me/settings/sendAs`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const { error } = (await aliases.json()) as {
    readonly error?: { readonly errors: readonly { readonly reason: string }[] };
  };
  if (error !== undefined) {
    findings.push({ stage: 'aliases', error: `${aliases.status} ${error.errors[0]?.reason}` });
  }
  return findings;
}

async function signIn(authorizeUrl: string, { rehearsal }: GoogleEntered): Promise<URLSearchParams> {
  try {
    return new URL(await walkSignIn({ authorizeUrl, ...rehearsal })).searchParams;
  } catch (cause) {
    if (!(cause instanceof SignInStuck)) throw cause;
    return new URLSearchParams({ error: blockedBy(cause.message) });
  }
}

/** The reason on a page of Google's: `Error 400: redirect_uri_mismatch`. */
function blockedBy(text: string): string {
  return /Error \d+: (\w+)/.exec(text)?.[1] ?? '';
}

async function post(url: string, form: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return (await response.json()) as Record<string, unknown>;
}
