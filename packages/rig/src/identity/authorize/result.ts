import type { AadstsCode } from '../aadsts.ts';
import { describe, type SignInRefused, type Trace } from '../errors.ts';
import { type Answer, page, redirect } from '../http/answer.ts';
import { postBack } from '../pages/post-back.ts';
import type { ProvenClient, ResponseMode } from './request.ts';

/** Where an answer for the application goes. */
export interface Destination extends Pick<ProvenClient, 'redirectUri'> {
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
}

/** Sends the answer to the application by the response mode it chose. */
export function deliver(
  to: Destination,
  answer: Readonly<Record<string, string>>,
  status: 302 | 303,
): Answer {
  const parameters = new URLSearchParams(answer);
  if (to.state !== undefined) parameters.set('state', to.state);
  const target = new URL(to.redirectUri);
  switch (to.responseMode) {
    case 'form_post':
      return page(postBack(to.redirectUri, parameters));
    case 'fragment':
      target.hash = parameters.toString();
      return redirect(target.href, status);
    case 'query':
      for (const [name, value] of parameters) target.searchParams.append(name, value);
      return redirect(target.href, status);
  }
}

/** A refusal as the application receives it. */
export function refusalParameters(
  refused: SignInRefused,
  trace: Trace,
  origin: string,
): Record<string, string> {
  return {
    error: authorizationError(refused),
    ...(refused.code === 65004 ? { error_subcode: 'cancel' } : {}),
    error_description: describe(refused, trace),
    error_uri: `${origin}/error?code=${refused.code}`,
  };
}

/** A refusal as the admin consent endpoint words it: declining is `consent_required` there, not `access_denied`. */
export function ofAdministrator(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const error = parameters.error_subcode === 'cancel' ? 'consent_required' : (parameters.error ?? '');
  return { admin_consent: 'True', ...parameters, error };
}

/** Refusals that no further sign-in of this person changes. */
const keptOut: ReadonlySet<AadstsCode> = new Set([50020, 50057, 50105, 53003]);

/** `invalid_grant` exists at the token endpoint only (RFC 6749 sections 4.1.2.1 and 5.2). */
function authorizationError(refused: SignInRefused): string {
  if (refused.error !== 'invalid_grant') return refused.error;
  return keptOut.has(refused.code) ? 'access_denied' : 'interaction_required';
}
