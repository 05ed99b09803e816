import { createHash, randomBytes } from 'node:crypto';
import { SignInStuck, walkSignIn } from '../../identity/index.ts';
import type { Entered, Stage } from '../index.ts';
import { type Secret, tryImap, trySmtp } from './mail-servers.ts';

/** What a stage of the journey showed, in the words of the wire. */
export interface Finding {
  readonly stage: Stage;
  /** Of the identity platform. */
  readonly code?: number;
  readonly error?: string;
  /** Description, reply text or error message. */
  readonly text?: string;
  /** Node's or the client library's error code. */
  readonly failure?: string;
}

const FIVE_MINUTES_MS = 5 * 60 * 1000;

/**
 * Goes the whole journey from settings to mail, with plain fetch, imapflow and nodemailer and nothing of the product.
 * @returns everything that was not as it should be; where a stage leaves nothing to go on with, the rest is not tried
 */
export async function probe(entered: Entered, redirectUri: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const find = (finding: Finding): void => {
    findings.push(finding);
  };
  const secrets =
    entered.authentication === 'password' ? password(entered) : await token(entered, redirectUri, find);
  if (secrets === undefined) return findings;
  for (const attempt of [tryImap, trySmtp]) {
    const finding = await attempt(entered, secrets);
    if (finding !== undefined) find(finding);
  }
  return findings;
}

type Find = (finding: Finding) => void;

function password({ rehearsal }: Entered): Secret {
  return { pass: rehearsal.password };
}

async function token(entered: Entered, redirectUri: string, find: Find): Promise<Secret | undefined> {
  const below = `${entered.authority}/${entered.tenant}`;
  if (!(await discover(below, find))) return undefined;
  const verifier = randomBytes(32).toString('base64url');
  const scope = ['IMAP.AccessAsUser.All', 'SMTP.Send']
    .map((name) => entered.scopePrefix + name)
    .concat('openid', 'profile', 'email', 'offline_access')
    .join(' ');
  const authorizeUrl = (more: Readonly<Record<string, string>> = {}) =>
    `${below}/oauth2/v2.0/authorize?${new URLSearchParams({
      client_id: entered.clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope,
      state: 'probe',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    })}`;
  if (!(await askSilently(authorizeUrl({ prompt: 'none' }), redirectUri, find))) return undefined;
  const code = await signIn(authorizeUrl(), entered, find);
  if (code === undefined) return undefined;
  const ask = (form: Readonly<Record<string, string>>) =>
    post(`${below}/oauth2/v2.0/token`, {
      client_id: entered.clientId,
      client_secret: entered.clientSecret,
      scope,
      ...form,
    });
  const first = await ask({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  if (refused('token', first, find)) return undefined;
  const granted = String(first.scope);
  const graph = granted.split(' ').find((name) => name.startsWith('https://graph.microsoft.com/'));
  if (graph !== undefined) find({ stage: 'token', error: 'audience', text: graph });
  if (first.refresh_token === undefined) find({ stage: 'token', error: 'no refresh token' });
  else {
    const refresh_token = String(first.refresh_token);
    refused('refresh', await ask({ grant_type: 'refresh_token', refresh_token }), find);
  }
  return { accessToken: String(first.access_token) };
}

async function discover(below: string, find: Find): Promise<boolean> {
  const stage = 'discovery';
  let response: Response;
  try {
    response = await fetch(`${below}/v2.0/.well-known/openid-configuration`);
  } catch {
    find({ stage, failure: 'no-connection' });
    return false;
  }
  const ahead = Date.parse(response.headers.get('date') ?? '') - Date.now();
  if (Math.abs(ahead) > FIVE_MINUTES_MS) find({ stage, failure: 'clock' });
  if (!(response.headers.get('content-type') ?? '').includes('json')) {
    find({ stage, failure: 'html' });
    return false;
  }
  return !refused(stage, (await response.json()) as Record<string, unknown>, find);
}

/** `login_required` at the redirect URI is what a good registration answers somebody who is not signed in. */
async function askSilently(url: string, redirectUri: string, find: Find): Promise<boolean> {
  const stage = 'silent';
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location') ?? '';
  if (!location.startsWith(redirectUri)) {
    const text = await response.text();
    find({ stage, code: codeOf(text), text });
    return false;
  }
  const answer = new URL(location).searchParams;
  const text = answer.get('error_description') ?? '';
  const error = answer.get('error') ?? '';
  if (error === 'login_required') return true;
  find({ stage, code: codeOf(text), error, text });
  return false;
}

async function signIn(authorizeUrl: string, { rehearsal }: Entered, find: Find): Promise<string | undefined> {
  const stage = 'sign-in';
  try {
    const answer = new URL(await walkSignIn({ authorizeUrl, ...rehearsal })).searchParams;
    const text = answer.get('error_description') ?? '';
    if (answer.has('error')) find({ stage, code: codeOf(text), error: answer.get('error') ?? '', text });
    return answer.get('code') ?? undefined;
  } catch (cause) {
    if (!(cause instanceof SignInStuck)) throw cause;
    find({ stage, code: codeOf(cause.message), text: cause.message });
    return undefined;
  }
}

async function post(url: string, form: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return (await response.json()) as Record<string, unknown>;
}

function refused(stage: Stage, body: Readonly<Record<string, unknown>>, find: Find): boolean {
  if (body.error === undefined) return false;
  const text = String(body.error_description);
  find({ stage, code: codeOf(text), error: String(body.error), text });
  return true;
}

function codeOf(text: string): number | undefined {
  const digits = /AADSTS(\d+)/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
