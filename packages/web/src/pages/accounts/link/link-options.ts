import type { CallAnswer } from '@mailroom/client';
import type { SignInKind } from '@mailroom/model';

export type LinkOptions = CallAnswer<'listLinkOptions'>;
export type LinkApp = LinkOptions['providerApps'][number];

/** Those that people sign in through themselves. */
export function signInApps({ providerApps }: LinkOptions): LinkApp[] {
  return providerApps.filter(({ access }) => access === 'people');
}

/** Those through which a mailbox that takes this kind of sign-in can be opened. */
export function fittingApps(options: LinkOptions, auth: SignInKind): LinkApp[] {
  return signInApps(options).filter(({ provider }) => auth === `oauth2-${provider}`);
}

/** Shared mailboxes with delegates are Microsoft's. */
export function sharedMailboxApps(options: LinkOptions): LinkApp[] {
  return signInApps(options).filter(({ provider }) => provider === 'microsoft');
}

export function organisationApps({ providerApps }: LinkOptions): LinkApp[] {
  return providerApps.filter(({ access }) => access === 'organisation');
}
