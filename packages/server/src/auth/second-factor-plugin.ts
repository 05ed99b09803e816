/** better-auth's second factor, asked for after every first one: its own hook knows the password's only. */
import { twoFactor } from 'better-auth/plugins/two-factor';
import { identitySignInPath } from './identity-sign-in-plugin.ts';

/** Seconds between the password and the second factor: time to find a phone. */
export const pendingSeconds = 10 * 60;

export function secondFactorPlugin() {
  const plugin = twoFactor({
    issuer: 'Mailroom',
    twoFactorCookieMaxAge: pendingSeconds,
    // Whoever asks has proven it before, see proof.ts; somebody who signs in elsewhere has no password to tell.
    allowPasswordless: true,
    schema: { twoFactor: { modelName: 'auth_second_factors' } },
  });
  const after = plugin.hooks.after.map((hook) => ({
    ...hook,
    matcher: (context: Parameters<typeof hook.matcher>[0]) =>
      context.path === identitySignInPath || hook.matcher(context),
  }));
  return { ...plugin, hooks: { ...plugin.hooks, after } };
}
