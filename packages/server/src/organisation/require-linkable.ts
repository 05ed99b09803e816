/** What the organisation lets people link. Asked before a provider is, and again for the address that a sign-in turned out to open. */
import {
  type AccountProvider,
  Failure,
  isBelowDomain,
  type OrganisationPolicy,
  type Person,
} from '@mailroom/model';

/** What is known of a mailbox before it is linked; the address of one that is signed in to is known only afterwards. */
export interface Wish {
  provider: AccountProvider;
  address: string | null;
}

function refusal(rule: string, detail: Record<string, string>): Failure {
  return new Failure({
    origin: 'person',
    kind: 'organisation-policy',
    next: { do: 'ask-administrator' },
    detail: { rule, ...detail },
  });
}

/** @throws Failure organisation-policy; `detail.rule` says which: `who`, `provider` or `domain`. */
export function requireLinkable(
  { linkable }: Pick<OrganisationPolicy, 'linkable'>,
  { role }: Pick<Person, 'role'>,
  { provider, address }: Wish,
): void {
  if (linkable.who === 'administrators' && role !== 'administrator') throw refusal('who', {});
  if (!linkable.providers.includes(provider)) throw refusal('provider', { provider });
  if (address === null || linkable.domains.length === 0) return;
  if (!isBelowDomain(address, linkable.domains)) {
    throw refusal('domain', { address, domains: linkable.domains.slice(0, 5).join(', ') });
  }
}

/** Whether the person may link mailboxes of the provider at all. */
export function isLinkable(
  { linkable }: Pick<OrganisationPolicy, 'linkable'>,
  { role }: Pick<Person, 'role'>,
  provider: AccountProvider,
): boolean {
  const may = linkable.who === 'everybody' || role === 'administrator';
  return may && linkable.providers.includes(provider);
}
