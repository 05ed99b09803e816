/** What is examined of a provider app at Google. */
export { googleAuthority } from './authority.ts';
export { googleRegistration } from './registration.ts';
export { googleRehearsal } from './rehearsal.ts';
export { googleSecret } from './secret.ts';
export { googleSignIn } from './sign-in.ts';
