import { type IdentityServer, mailAuthenticator } from '../identity/index.ts';
import type { Authenticate } from '../imap/index.ts';
import type { SmtpServerOptions } from '../smtp/index.ts';
import type { Person } from '../world/index.ts';
import type { RegisteredPerson } from './registered-provider.ts';

/** Accounts with passwords that are easy to type and fool nobody. */
export function makeAccounts(people: readonly Person[]): readonly RegisteredPerson[] {
  return people.map(({ name, address }) => ({
    name,
    userName: address,
    password: `practice-${address.slice(0, address.indexOf('.'))}`,
  }));
}

interface SignIn {
  readonly imap: Authenticate;
  readonly smtp: SmtpServerOptions['authenticate'];
}

/** Lets people into their mailboxes: by the identity server's tokens, and by password where the preset takes one. */
export function createSignIn(
  identity: IdentityServer,
  accounts: readonly RegisteredPerson[],
  takesPasswords: boolean,
): SignIn {
  const byToken = mailAuthenticator(identity);
  const account = (user: string): RegisteredPerson | undefined =>
    accounts.find(({ userName }) => userName.toLowerCase() === user.toLowerCase());
  const byPassword = (user: string, password: string): RegisteredPerson | undefined => {
    const found = account(user);
    return takesPasswords && found?.password === password ? found : undefined;
  };
  return {
    async imap({ mechanism, user, secret }) {
      if (mechanism === 'PLAIN' || mechanism === 'LOGIN') {
        const found = byPassword(user, secret);
        return found === undefined ? { ok: false } : { ok: true, mailbox: found.userName };
      }
      const verdict = byToken(user, secret, 'imap');
      if (!verdict.ok) return verdict;
      const access = identity.validateAccessToken(secret) ?? identity.validateApplicationToken(secret);
      const expiresAt = access?.expires;
      const mailbox = account(user)?.userName ?? user;
      return { ok: true, mailbox, ...(expiresAt === undefined ? {} : { expiresAt }) };
    },
    async smtp({ user, accessToken, password }) {
      if (accessToken === undefined) return byPassword(user, password ?? '')?.userName;
      return byToken(user, accessToken, 'smtp').ok ? account(user)?.userName : undefined;
    },
  };
}
