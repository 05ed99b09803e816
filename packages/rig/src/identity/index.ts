/** The practice Microsoft identity platform: server, world, walker of its pages, and the check mail servers make. */
export { type AadstsCode, aadstsCodes } from './aadsts.ts';
export { type MailAuthenticator, mailAuthenticator } from './mail-authenticator.ts';
export type { AppRole } from './scopes.ts';
export {
  type Access,
  type ApplicationAccess,
  type IdentityServer,
  type IdentityServerOptions,
  startIdentityServer,
} from './server.ts';
export type { TokenFault } from './token/traffic.ts';
export { SignInStuck, type WalkOptions, walkSignIn } from './walk/sign-in.ts';
export type { AdminConsentPolicy } from './world/consents.ts';
export {
  type ClientCertificate,
  type ClientSecret,
  type FederatedCredential,
  TOKEN_EXCHANGE_AUDIENCE,
} from './world/credentials.ts';
export {
  type NewPerson,
  type NewTenant,
  PERSONAL_TENANT,
  type Person,
  type Tenant,
} from './world/directory.ts';
export type { MailboxRight, Trustee } from './world/mailbox-permissions.ts';
export type { PolicyCode } from './world/policies.ts';
export type { NewRegistration, Registration, SignInAudience } from './world/registrations.ts';
