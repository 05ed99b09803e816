/** Before somebody is signed in: the ways in, the second factor, and the way back for who forgot their password. */
import { z } from 'zod';
import { newPassword } from '../person.ts';
import { secondFactor, signInWays, totpCode, webAuthnOptions, webAuthnResponse } from '../sign-in.ts';
import { contract } from './route.ts';

/** Where the link of the recovery mail leads; its token stands behind `#`, which browsers send to nobody. */
export const recoveryPath = '/recovery/password';

/** Where the operator's own OpenID provider sends the browser back to; provider apps have theirs registered already. */
export const openIdCallbackPath = '/oauth2/callback/openid';

/** A path of Mailroom's own: what begins with two slashes or holds a backslash, browsers take for another host. */
const ownPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\\\s]*$/);

export const signInRoutes = contract({
  listSignInWays: {
    method: 'GET',
    path: '/api/v1/sign-in',
    summary: 'The ways to sign in that this installation offers',
    tag: 'sign-in',
    access: 'public',
    response: signInWays,
  },
  readPendingFactors: {
    method: 'GET',
    path: '/api/v1/sign-in/second-factor',
    summary: 'With what the sign-in that this browser began can be completed',
    tag: 'sign-in',
    access: 'public',
    response: z.object({ methods: z.array(secondFactor) }),
  },
  signInWithCode: {
    method: 'POST',
    path: '/api/v1/sign-in/totp',
    summary: 'Complete a sign-in with the code of an authenticator app',
    tag: 'sign-in',
    access: 'public',
    body: z.object({ code: totpCode }),
    response: null,
  },
  signInWithRecoveryCode: {
    method: 'POST',
    path: '/api/v1/sign-in/recovery-code',
    summary: 'Complete a sign-in with a recovery code, which is used up by it',
    tag: 'sign-in',
    access: 'public',
    body: z.object({ code: z.string().trim().min(1).max(40) }),
    response: null,
  },
  beginPasskeySignIn: {
    method: 'POST',
    path: '/api/v1/sign-in/passkey/options',
    summary: 'What the browser needs to ask for one of the passkeys of whoever is signing in',
    tag: 'sign-in',
    access: 'public',
    response: webAuthnOptions,
  },
  signInWithPasskey: {
    method: 'POST',
    path: '/api/v1/sign-in/passkey',
    summary: 'Complete a sign-in with a passkey',
    tag: 'sign-in',
    access: 'public',
    body: z.object({ response: webAuthnResponse }),
    response: null,
  },
  beginProviderSignIn: {
    method: 'POST',
    path: '/api/v1/sign-in/provider',
    summary: 'Begin a sign-in at an identity provider; answers the address of its sign-in page',
    tag: 'sign-in',
    access: 'public',
    body: z.object({ providerId: z.string().max(40), next: ownPath.optional() }),
    response: z.object({ authorizeUrl: z.url() }),
  },
  beginRecovery: {
    method: 'POST',
    path: '/api/v1/recovery',
    summary: 'Have a link to a new password sent to an address; answers the same whether anybody has it',
    tag: 'sign-in',
    access: 'public',
    body: z.object({ email: z.string().trim().toLowerCase().max(320) }),
    response: null,
  },
  finishRecovery: {
    method: 'POST',
    path: '/api/v1/recovery/password',
    summary: 'Set a new password with the token of a recovery link, and end every session',
    tag: 'sign-in',
    access: 'public',
    body: z.object({ token: z.string().min(1).max(100), password: newPassword }),
    response: null,
  },
});
