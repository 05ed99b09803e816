import type { CallAnswer } from '@mailroom/client';
import type { Discovery } from '@mailroom/model';

export type LinkOptions = CallAnswer<'listLinkOptions'>;
export type LinkApp = LinkOptions['providerApps'][number];

/** Those that people sign in through themselves. */
export function signInApps({ providerApps }: LinkOptions): LinkApp[] {
  return providerApps.filter(({ access }) => access === 'people');
}

/** Those that what was found can be opened through. Behind a filter may be any; people know where they read their mail. */
export function offeredApps(options: LinkOptions, result: Discovery): LinkApp[] {
  const apps = signInApps(options);
  if (result.found) return apps.filter(({ provider }) => result.auth === `oauth2-${provider}`);
  return result.reason === 'gateway' ? apps : [];
}

/** Shared mailboxes with delegates are Microsoft's. */
export function sharedMailboxApps(options: LinkOptions): LinkApp[] {
  return signInApps(options).filter(({ provider }) => provider === 'microsoft');
}

export function organisationApps({ providerApps }: LinkOptions): LinkApp[] {
  return providerApps.filter(({ access }) => access === 'organisation');
}
