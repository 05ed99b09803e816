import type { ApplicationAccess, IdentityServer } from './server.ts';

/** How an IMAP or SMTP server asks whether an XOAUTH2 login is good. */
export type MailAuthenticator = (
  user: string,
  accessToken: string,
  need: 'imap' | 'smtp',
) => { readonly ok: true } | { readonly ok: false; readonly status: '400' | '401' };

const permissions = { imap: 'IMAP.AccessAsUser.All', smtp: 'SMTP.Send' } as const;
const appRoles = { imap: 'IMAP.AccessAsApp', smtp: 'SMTP.SendAsApp' } as const;

/**
 * Checks logins against this server's tokens. `401`: no live token, or one of somebody who may not open this mailbox.
 * `400`: a live token without the permission (for Graph, or without IMAP respectively SMTP).
 *
 * Sign-in name and primary address open a person's own mailbox; aliases and shared mailboxes open by IMAP only, as at
 * Exchange Online. An application that acts in its own name opens the mailboxes it was let into.
 */
export function mailAuthenticator(server: IdentityServer): MailAuthenticator {
  return (user, accessToken, need) => {
    const application = server.validateApplicationToken(accessToken);
    if (application !== undefined) return ofApplication(application, user, need);
    const access = server.validateAccessToken(accessToken);
    if (access === undefined) return { ok: false, status: '401' };
    const { person, resource, permissions: granted } = access;
    const names = [
      person.userPrincipalName,
      person.email,
      ...(need === 'imap' ? [...person.aliases, ...person.sharedMailboxes] : []),
    ];
    const own = names.some((name) => name?.toLowerCase() === user.toLowerCase());
    if (!own && !(need === 'imap' && access.mayOpen(user))) return { ok: false, status: '401' };
    return resource === 'mail' && granted.has(permissions[need])
      ? { ok: true }
      : { ok: false, status: '400' };
  };
}

function ofApplication(
  access: ApplicationAccess,
  user: string,
  need: 'imap' | 'smtp',
): ReturnType<MailAuthenticator> {
  if (!access.mayOpen(user)) return { ok: false, status: '401' };
  return access.resource === 'mail' && access.permissions.has(appRoles[need])
    ? { ok: true }
    : { ok: false, status: '400' };
}
