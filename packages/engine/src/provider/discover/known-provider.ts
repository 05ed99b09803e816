/** The built-in table's entries, and how an address, an MX host or a server's name leads to one. */
import type { Advice, MailHost, SignInKind } from '@mailroom/model';
import { isWithin } from './host-name.ts';
import { knownProviders } from './known-providers.ts';
import type { MailAddress } from './mail-address.ts';
import { mxPattern } from './mx-pattern.ts';
import type { Offer } from './settings.ts';

/** Which part of the address signs in; `ask` where the address does not tell. */
export type UserName = 'address' | 'local-part' | 'ask';

export interface KnownProvider {
  /** As people know it. */
  name: string;
  /** Domains of its own addresses, as A-labels. */
  domains: readonly string[];
  /** MX hosts of domains it hosts: a `*` stands for any letters, dots included. */
  mx: readonly string[];
  /** Null for a provider without servers for mail programs. */
  servers: { imap: MailHost; smtp: MailHost } | null;
  imapUser: UserName;
  smtpUser: UserName;
  auth: SignInKind;
  advice: readonly Advice[];
  /** Set where nobody has signed in with these hosts to prove them: the person looks at them first. */
  unproven?: boolean;
  /** Where the hosts come from. */
  evidence: string;
}

const byDomain: ReadonlyMap<string, KnownProvider> = new Map(
  knownProviders.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const)),
);

/** Where services share hosts, the first entry speaks for them. */
const byHost: ReadonlyMap<string, KnownProvider> = new Map(
  knownProviders
    .flatMap((provider) =>
      provider.servers
        ? [[provider.servers.imap.host, provider] as const, [provider.servers.smtp.host, provider] as const]
        : [],
    )
    .reverse(),
);

const byMx: readonly (readonly [RegExp, KnownProvider])[] = knownProviders.flatMap((provider) =>
  provider.mx.map((pattern) => [mxPattern(pattern), provider] as const),
);

export function providerOfDomain(domain: string): KnownProvider | null {
  return byDomain.get(domain) ?? null;
}

/** @param exchange an MX record's host, lower case. */
export function providerOfMx(exchange: string): KnownProvider | null {
  return byMx.find(([pattern]) => pattern.test(exchange))?.[1] ?? null;
}

/** @param host an IMAP or SMTP server's name, however it was found. */
export function providerOfHost(host: string): KnownProvider | null {
  return byHost.get(host) ?? null;
}

/** Whether a person may be spared a look at the host: it is the domain's own, or one of the table's. */
export function isFamiliar(host: string, domain: string): boolean {
  return isWithin(host, domain) || byHost.has(host);
}

function userFor(name: UserName, address: MailAddress): string | null {
  if (name === 'ask') return null;
  return name === 'address' ? address.text : address.localPart;
}

/** @returns null for a provider without servers. */
export function offerOf(provider: KnownProvider, address: MailAddress): Offer | null {
  if (provider.servers === null) return null;
  const { servers, auth, name, imapUser, smtpUser } = provider;
  return {
    name,
    imap: { server: servers.imap, user: userFor(imapUser, address), auth },
    smtp: { server: servers.smtp, user: userFor(smtpUser, address), auth },
    known: provider,
    inferred: false,
  };
}
