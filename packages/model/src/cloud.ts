/**
 * A *cloud* is one instance of a provider's services: where people sign in, and where their mail is reached. National clouds
 * differ in nothing else, and so the same shape also carries Google's, and a private or practice installation.
 */
import { z } from 'zod';

/** `tls`: TLS from the first byte (RFC 8314). `starttls`: upgraded before login, and never continued in clear text. */
export const transportSecurity = z.enum(['tls', 'starttls']);
export type TransportSecurity = z.infer<typeof transportSecurity>;

/** Nothing that a host name or address never has, and that would let it say more than one in an address, a log or a sentence. */
const hostForm = /^[^\s\p{Cc}\p{Cf}/\\@?#]+$/u;

export const mailHost = z.object({
  host: z.string().trim().min(1).max(253).regex(hostForm),
  port: z.int().min(1).max(65535),
  security: transportSecurity,
});
export type MailHost = z.infer<typeof mailHost>;

export const cloud = z.object({
  provider: z.enum(['microsoft', 'google']).default('microsoft'),
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.string().min(1).max(80),
  /** Origin of the identity platform, no trailing slash. `https`, or `http` on this machine's own loopback names only. */
  authority: z.url(),
  imap: mailHost,
  smtp: mailHost,
  /** Prefix of the mail permissions, e.g. `https://outlook.office.com/` + `IMAP.AccessAsUser.All`; at Google the whole scope. */
  scopePrefix: z.string().min(1),
  /** Where a person withdraws an application's access at the provider. */
  withdrawUrl: z.url().nullable(),
});
export type Cloud = z.infer<typeof cloud>;

/**
 * Microsoft's clouds with hosts from its documentation "National clouds" and "OAuth for IMAP, POP and SMTP". The mail
 * scope of the China cloud is not documented by Microsoft; other mail software uses this one.
 */
export const microsoftClouds: readonly Cloud[] = [
  {
    provider: 'microsoft',
    id: 'global',
    name: 'Microsoft (global)',
    authority: 'https://login.microsoftonline.com',
    imap: { host: 'outlook.office365.com', port: 993, security: 'tls' },
    smtp: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
    scopePrefix: 'https://outlook.office.com/',
    withdrawUrl: 'https://myapps.microsoft.com',
  },
  {
    provider: 'microsoft',
    id: 'us-government',
    name: 'Microsoft US Government (GCC High)',
    authority: 'https://login.microsoftonline.us',
    imap: { host: 'outlook.office365.us', port: 993, security: 'tls' },
    smtp: { host: 'smtp.office365.us', port: 587, security: 'starttls' },
    scopePrefix: 'https://outlook.office365.us/',
    withdrawUrl: 'https://myapps.microsoft.us',
  },
  {
    provider: 'microsoft',
    id: 'china',
    name: 'Microsoft China (21Vianet)',
    authority: 'https://login.partner.microsoftonline.cn',
    imap: { host: 'partner.outlook.cn', port: 993, security: 'tls' },
    smtp: { host: 'smtp.partner.outlook.cn', port: 587, security: 'starttls' },
    scopePrefix: 'https://partner.outlook.cn/',
    withdrawUrl: null,
  },
];

/** Google has one; hosts and the only scope that IMAP and SMTP take are from "OAuth 2.0 mechanism" of Gmail's documentation. */
export const googleCloud: Cloud = {
  provider: 'google',
  id: 'google',
  name: 'Google',
  authority: 'https://accounts.google.com',
  imap: { host: 'imap.gmail.com', port: 993, security: 'tls' },
  smtp: { host: 'smtp.gmail.com', port: 465, security: 'tls' },
  scopePrefix: 'https://mail.google.com/',
  withdrawUrl: 'https://myaccount.google.com/connections',
};
