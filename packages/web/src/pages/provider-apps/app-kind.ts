import type { AppAccess, ProviderApp } from '@mailroom/model';

/** What an app is, in one word for its sentence: whose it is at Google, and at Microsoft who grants. */
export function appKind({
  provider,
  access,
}: Pick<ProviderApp, 'provider' | 'access'>): AppAccess | 'google' {
  return provider === 'google' ? 'google' : access;
}
