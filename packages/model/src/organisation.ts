/**
 * The *organisation* is everybody who uses this installation; its *policy* is what administrators decide for all of them. What a policy
 * does not say is free, so that an installation without one works as it did.
 */
import { z } from 'zod';
import { accountProvider } from './account.ts';
import { folderRole } from './folder.ts';
import { localeTag } from './locale.ts';
import { timeZone } from './person.ts';

/** As a registrar knows it, in lower case and without a dot at its end; one of another script in its ASCII form (RFC 5890). */
export const mailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'domain-form');

/** The earliest first date that anybody may choose. Those without a date move with the calendar. */
export const syncLimit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('last-month') }),
  z.object({ kind: z.literal('three-months') }),
  z.object({ kind: z.literal('year') }),
  z.object({ kind: z.literal('date'), date: z.iso.date() }),
]);
export type SyncLimit = z.infer<typeof syncLimit>;

/**
 * Roles whose folders an organisation may leave out. Without the inbox there would be no mailbox; without what was sent, nobody could tell
 * whether a message went out and what was answered.
 */
export const omittableRole = folderRole.exclude(['inbox', 'all', 'sent']);

export const signInMethod = z.enum(['password', 'microsoft', 'google', 'oidc']);
export type SignInMethod = z.infer<typeof signInMethod>;

export const organisationPolicy = z.object({
  /** Empty: only the product's name is shown. */
  name: z.string().trim().max(120),
  /** Of mail that Mailroom writes, and of screens, to people who have chosen none; null follows the browser. */
  locale: localeTag.nullable(),
  /** Of people who have chosen none; null follows the browser. */
  timeZone: timeZone.nullable(),
  sync: z.object({
    /** Null: everything may be synchronised. */
    earliest: syncLimit.nullable(),
    /** Folders of these roles are listed and not synchronised; what was stored of them goes. */
    withoutRoles: z.array(omittableRole).max(5),
    /** Text is read of every message; what is larger than this, an attachment or a whole source, is not fetched. Null: no limit. */
    mostOctets: z.int().min(10_000).nullable(),
  }),
  /** Whether a reply or a message to somebody outside of `ownDomains` says so before it is sent. */
  outsideWarning: z.boolean(),
  ownDomains: z.array(mailDomain).max(200),
  /** Seconds during which a message that was sent can be taken back; 0: none. */
  undoSeconds: z.int().min(0).max(60),
  /** Pictures that a message loads from elsewhere: shown on request, always through the image proxy, or never. */
  remoteImages: z.enum(['ask', 'always', 'never']),
  linkable: z.object({
    providers: z.array(accountProvider).max(3),
    /** Addresses below these domains only; none named: any. */
    domains: z.array(mailDomain).max(200),
    who: z.enum(['everybody', 'administrators']),
  }),
  signIn: z.object({
    /** `demanded`: whoever has none can do nothing but set one up. */
    secondFactor: z.enum(['optional', 'demanded']),
    methods: z.array(signInMethod).min(1).max(4),
  }),
});
export type OrganisationPolicy = z.infer<typeof organisationPolicy>;

/** What is decided while nobody has decided anything. */
export const freePolicy: OrganisationPolicy = {
  name: '',
  locale: null,
  timeZone: null,
  sync: { earliest: null, withoutRoles: [], mostOctets: null },
  outsideWarning: false,
  ownDomains: [],
  undoSeconds: 0,
  remoteImages: 'ask',
  linkable: { providers: [...accountProvider.options], domains: [], who: 'everybody' },
  signIn: { secondFactor: 'optional', methods: [...signInMethod.options] },
};

/** Parts that are named replace what stood there, each as a whole. */
export const organisationChange = organisationPolicy.partial();
export type OrganisationChange = z.infer<typeof organisationChange>;

export const organisation = organisationPolicy.extend({
  /** Path of the logo, which changes with it; null without one. */
  logo: z.string().nullable(),
});
export type Organisation = z.infer<typeof organisation>;

/** Octets of a logo: far above what a header needs, far below what would be felt. */
export const logoMaxOctets = 256 * 1024;

/** First date that a limit lets anybody choose, at the start of its day in UTC. */
export function earliestStart(limit: SyncLimit, now: Date): Date {
  if (limit.kind === 'date') return new Date(`${limit.date}T00:00:00Z`);
  return monthsBefore(now, { 'last-month': 1, 'three-months': 3, year: 12 }[limit.kind]);
}

/** The same day of an earlier month, at its start in UTC; its last day where it is shorter: a month before 31 March is 28 February. */
export function monthsBefore(now: Date, months: number): Date {
  const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return date;
}

/**
 * Addresses that are not the organisation's: below none of its domains, and where it has named none, at another domain than the account that
 * is sent from.
 */
export function outsideAddresses(
  addresses: readonly string[],
  { ownDomains }: Pick<OrganisationPolicy, 'ownDomains'>,
  account: string,
): string[] {
  const own =
    ownDomains.length > 0 ? ownDomains : [account.slice(account.lastIndexOf('@') + 1).toLowerCase()];
  return addresses.filter((address) => !isBelowDomain(address, own));
}

/** Whether an address is below one of the domains: `eu.example.com` is below `example.com`. */
export function isBelowDomain(address: string, domains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domains.some((one) => domain === one || domain.endsWith(`.${one}`));
}
