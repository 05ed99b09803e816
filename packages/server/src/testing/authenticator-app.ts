import { setTimeout } from 'node:timers/promises';
import * as OTPAuth from 'otpauth';
import { z } from 'zod';
import type { Browser } from './browser.ts';

export interface AuthenticatorApp {
  /** The present code, which is good once. */
  code(): string;
  /** Told with the first second factor. */
  recoveryCodes: string[];
}

/** How long a code is shown, in milliseconds (RFC 6238 section 4.1). */
const step = 30_000;

/**
 * The code before the present one, so that the present one is left for signing in. It is taken for
 * as long as the present one is shown (RFC 6238 section 5.2): where that ends soon, the next is waited for.
 */
export async function earlierCode(totp: OTPAuth.TOTP): Promise<string> {
  const left = step - (Date.now() % step);
  if (left < 5_000) await setTimeout(left);
  return totp.generate({ timestamp: Date.now() - step });
}

/** Sets up an authenticator app as whoever is signed in. */
export async function setUpApp(browser: Browser, password: string): Promise<AuthenticatorApp> {
  const post = (body: unknown) => ({ method: 'POST', body });
  const begun = await browser.ask('/api/v1/me/totp', post({ password }));
  const totp = OTPAuth.URI.parse(z.object({ uri: z.string() }).parse(begun.json).uri) as OTPAuth.TOTP;
  const confirming = post({ password, code: await earlierCode(totp) });
  const confirmed = await browser.ask('/api/v1/me/totp/confirm', confirming);
  const { recoveryCodes } = z.object({ recoveryCodes: z.array(z.string()) }).parse(confirmed.json);
  return { code: () => totp.generate(), recoveryCodes };
}
