import { type Answer, json } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Google } from './google.ts';
import { apiRefusal } from './refusals.ts';
import { sendAsScopes } from './scopes.ts';
import type { TokenGrant } from './token/tokens.ts';
import type { GooglePerson } from './world/people.ts';

/** What an access token is shown to beside the mail servers. */

/** GET `/v1/userinfo` (OpenID Connect Core section 5.3). */
export function userInfo(google: Google, exchange: Exchange): Answer {
  const held = holderOf(google, exchange);
  if (held === undefined)
    return json({ error: 'invalid_request', error_description: 'Invalid Credentials' }, 401);
  const { person, grant } = held;
  const asked = (name: string) => grant.scopes.includes(`https://www.googleapis.com/auth/userinfo.${name}`);
  return json({
    sub: person.id,
    ...(asked('profile') ? { name: person.name } : {}),
    ...(asked('email') ? { email: person.email, email_verified: true } : {}),
    ...(person.organisation === undefined ? {} : { hd: person.organisation }),
  });
}

/** GET `/gmail/v1/users/me/settings/sendAs` of the Gmail API: the addresses this person may send as. */
export function sendAs(google: Google, exchange: Exchange): Answer {
  const held = holderOf(google, exchange);
  if (held === undefined) {
    const message = 'Request had invalid authentication credentials. Expected OAuth 2 access token.';
    return apiRefusal(401, 'UNAUTHENTICATED', 'authError', message);
  }
  const { person, grant } = held;
  const client = google.clients.get(grant.clientId);
  if (client?.gmailApi !== true) {
    const message = `Gmail API has not been used in project ${client?.projectNumber} before or it is disabled.`;
    return apiRefusal(403, 'PERMISSION_DENIED', 'accessNotConfigured', message, [
      { reason: 'SERVICE_DISABLED', domain: 'googleapis.com' },
    ]);
  }
  if (!grant.scopes.some((scope) => sendAsScopes.includes(scope))) {
    const message = 'Request had insufficient authentication scopes.';
    return apiRefusal(403, 'PERMISSION_DENIED', 'insufficientPermissions', message, [
      { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', domain: 'googleapis.com' },
    ]);
  }
  return json({ sendAs: addressesOf(person) });
}

function addressesOf({ name, email, aliases }: GooglePerson): readonly Record<string, unknown>[] {
  const primary = { sendAsEmail: email, displayName: name, isPrimary: true, isDefault: true, signature: '' };
  return [
    primary,
    ...aliases.map((alias) => ({
      sendAsEmail: alias.email,
      displayName: alias.name ?? name,
      replyToAddress: '',
      signature: '',
      treatAsAlias: true,
      verificationStatus: alias.verified === false ? 'pending' : 'accepted',
    })),
  ];
}

function holderOf(
  google: Google,
  exchange: Exchange,
): { readonly person: GooglePerson; readonly grant: TokenGrant } | undefined {
  const [scheme, token = ''] = (exchange.headers.authorization ?? '').split(' ', 2);
  const grant = scheme?.toLowerCase() === 'bearer' ? google.tokens.valid(token) : undefined;
  const person = google.people.get(grant?.personId ?? '');
  return grant === undefined || person === undefined ? undefined : { person, grant };
}
