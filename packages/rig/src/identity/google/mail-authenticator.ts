import type { MailAuthenticator } from '../mail-authenticator.ts';
import { MAIL_SCOPE } from './scopes.ts';
import type { GoogleIdentityServer } from './server.ts';

/**
 * Checks logins against this server's tokens: `401` for no live token or somebody else's mailbox, `400` for a token
 * without the full mail scope, which IMAP and SMTP both need.
 */
export function googleMailAuthenticator(server: GoogleIdentityServer): MailAuthenticator {
  return (user, accessToken) => {
    const access = server.validateAccessToken(accessToken);
    if (access?.person.email.toLowerCase() !== user.toLowerCase()) return { ok: false, status: '401' };
    return access.scopes.has(MAIL_SCOPE) ? { ok: true } : { ok: false, status: '400' };
  };
}
