/**
 * The nouns of Mailroom (DESIGN 1), their schemas, the change log, failures and the API contract. No I/O, no framework.
 *
 * provider      a mail service            provider app  the OAuth registration an administrator enters
 * account       one linked mailbox        folder        a server-side mailbox, with a role
 * message       what a person sees        place         where a server holds it: folder + UIDVALIDITY + UID + flags
 * conversation  messages that belong together
 * outgoing      a message handed over for sending, one delivery per recipient
 * intent        what a person asked to happen to mail
 * change        one entry of the ordered change log
 */
export * from './account.ts';
export * from './account-truth.ts';
export * from './api-key.ts';
export * from './audit.ts';
export * from './change.ts';
export * from './cloud.ts';
export * from './completeness.ts';
export * from './conversation.ts';
export * from './copy.ts';
export * from './credential.ts';
export * from './departure.ts';
export * from './diagnostics.ts';
export * from './discovery.ts';
export * from './doctor/index.ts';
export * from './failure.ts';
export * from './folder.ts';
export * from './group.ts';
export * from './intent.ts';
export * from './invitation.ts';
export * from './locale.ts';
export * from './message.ts';
export * from './notice.ts';
export * from './organisation.ts';
export * from './outgoing.ts';
export * from './oversight.ts';
export * from './person.ts';
export * from './provider-app.ts';
export * from './release.ts';
export * from './sharing.ts';
export * from './sign-in.ts';
