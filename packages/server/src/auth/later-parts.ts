/** What making a passkey or an API key takes: loaded when somebody does, 6 MiB that most hours of a server never need. */
import { apiKey } from '@better-auth/api-key';
import { passkey } from '@better-auth/passkey';
import { keyNameMaxLength } from '@mailroom/model';
import { betterAuth } from 'better-auth';
import type { authOptions } from './auth.ts';
import { keyTable, passkeyTable } from './later-tables.ts';

/** How every key begins: what finds secrets in published code knows it by that. */
export const keyPrefix = 'mailroom_';
/** Characters of a key that are kept to recognise it by. */
const startLength = keyPrefix.length + 4;

export function laterParts(options: ReturnType<typeof authOptions>) {
  const [secondFactor, identitySignIn] = options.plugins;
  return betterAuth({
    ...options,
    plugins: [
      secondFactor,
      identitySignIn,
      passkey({
        rpName: 'Mailroom',
        advanced: { webAuthnChallengeCookie: 'passkey' },
        schema: { passkey: { modelName: passkeyTable } },
      }),
      apiKey({
        defaultPrefix: keyPrefix,
        maximumNameLength: keyNameMaxLength,
        startingCharactersConfig: { shouldStore: true, charactersLength: startLength },
        // Limits are the web server's, in one place for every route.
        rateLimit: { enabled: false },
        schema: { apikey: { modelName: keyTable } },
      }),
    ],
  });
}

export type LaterAuth = ReturnType<typeof laterParts>;
