/** The practice Google: server, world, and the check mail servers make. The walker is that of the Microsoft face. */
export { googleMailAuthenticator } from './mail-authenticator.ts';
export type { BlockedError } from './refusals.ts';
export { MAIL_SCOPE } from './scopes.ts';
export {
  type GoogleAccess,
  GoogleIdentityServer,
  type GoogleIdentityServerOptions,
  startGoogleIdentityServer,
} from './server.ts';
export type { GoogleClient, NewGoogleClient } from './world/clients.ts';
export type { Alias, GooglePerson, NewGooglePerson, Organisation } from './world/people.ts';
