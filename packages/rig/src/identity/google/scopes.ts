/** Scopes of Google as far as a mail client meets them. */
export const MAIL_SCOPE = 'https://mail.google.com/';

/** Who somebody is: granted with the sign-in, never unticked, exempt from the seven days of an app in testing. */
const identityScopes: Readonly<Record<string, string>> = {
  openid: 'openid',
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
  'https://www.googleapis.com/auth/userinfo.email': 'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile': 'https://www.googleapis.com/auth/userinfo.profile',
};

/** Access to mail, and what the consent page says of it. */
const mailScopes: Readonly<Record<string, string>> = {
  [MAIL_SCOPE]: 'Read, compose, send, and permanently delete all your email from Gmail',
  'https://www.googleapis.com/auth/gmail.modify': 'Read, compose, and send emails from your Gmail account',
  'https://www.googleapis.com/auth/gmail.readonly': 'View your email messages and settings',
  'https://www.googleapis.com/auth/gmail.send': 'Send email on your behalf',
  'https://www.googleapis.com/auth/gmail.settings.basic':
    'See, edit, create, or change your email settings and filters in Gmail',
};

/** Those that read `users.settings.sendAs`. */
export const sendAsScopes: readonly string[] = Object.keys(mailScopes).filter(
  (scope) => scope !== 'https://www.googleapis.com/auth/gmail.send',
);

/** The scopes asked for as Google names them in its answers; undefined when one does not exist. */
export function readScopes(text: string): readonly string[] | undefined {
  const names = text.split(' ').filter((name) => name !== '');
  const known = names.map((name) => identityScopes[name] ?? (name in mailScopes ? name : undefined));
  const scopes = known.filter((name) => name !== undefined);
  return scopes.length === names.length && scopes.length > 0 ? [...new Set(scopes)] : undefined;
}

export function isIdentityScope(scope: string): boolean {
  return Object.values(identityScopes).includes(scope);
}

/** What the consent page says beside the box. */
export function inWords(scope: string): string {
  return mailScopes[scope] ?? scope;
}
