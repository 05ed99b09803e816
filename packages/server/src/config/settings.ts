/** Every setting of the server, in the order the help text and docs/settings.md show them. */
import { Resolver } from 'node:dns';
import type { Cloud } from '@mailroom/model';
import type { BucketSettings } from '@mailroom/store';
import { type OwnSmtpServer, readSender, readSmtpServer } from '../mail/smtp-server.ts';
import { readBucket } from './bucket-address.ts';
import { readExtraClouds } from './extra-clouds.ts';
import { readPublicAddress } from './public-address.ts';
import { choice, flag, integer, text, type ValueOf } from './setting.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

export const settingList = {
  port: integer({
    env: 'MAILROOM_PORT',
    minimum: 0,
    maximum: 65535,
    fallback: 3300,
    help: 'TCP port of the web server. 0 takes any free one.',
  }),
  host: text(
    {
      env: 'MAILROOM_HOST',
      type: 'host name or address',
      fallback: '127.0.0.1',
      help: 'Network address to listen on. The default is reachable from this machine only, which is right behind a reverse proxy here; 0.0.0.0 listens on all, as a container needs.',
    },
    (value) => value,
  ),
  baseUrl: text<string | null>(
    {
      env: 'MAILROOM_BASE_URL',
      type: 'address without a path',
      fallback: null,
      fallbackText: 'http://localhost: and the port',
      help: 'Public address, as people type it. The redirect URI registered at the provider starts with it, and cookies are sent over TLS only when it is https.',
    },
    readPublicAddress,
  ),
  dataDir: text(
    {
      env: 'MAILROOM_DATA_DIR',
      type: 'directory',
      fallback: './data',
      help: 'Where the database, the attachments and, unless MAILROOM_SECRET_KEY is set, the secret key are kept. Created when missing.',
    },
    (value) => value,
  ),
  attachmentCacheMib: integer({
    env: 'MAILROOM_ATTACHMENT_CACHE_MIB',
    minimum: 16,
    maximum: 1_000_000,
    fallback: 2048,
    help: 'Mebibytes of attachments and sources kept in the data directory once somebody opened them. Beyond it the least recently used go, and are fetched again when they are asked for.',
  }),
  bucket: text<BucketSettings | null>(
    {
      env: 'MAILROOM_S3_URL',
      type: 'address of a bucket, with keys',
      fallback: null,
      fallbackText: 'none',
      help: 'S3-compatible storage where opened attachments and sources are kept besides, without a limit: https://key:secret@s3.example.com/bucket?region=eu-west-1. Asked before the mail server is. Deleted there with their messages.',
    },
    readBucket,
  ),
  secretKey: text<string | null>(
    {
      env: 'MAILROOM_SECRET_KEY',
      type: '32 bytes in base64 or hexadecimal',
      fallback: null,
      fallbackText: 'the file secret.key in the data directory, created at the first start',
      help: 'Encrypts tokens and passwords in the database. Whoever loses it must link every mailbox again. Make one with: openssl rand -base64 32',
    },
    (value) => value,
  ),
  clouds: text<readonly Cloud[]>(
    {
      env: 'MAILROOM_CLOUDS',
      type: 'JSON array',
      fallback: [],
      fallbackText: "Microsoft's and Google's only",
      help: 'Further clouds a provider app can be registered in: objects with provider (microsoft or google), id, name, authority, imap, smtp (each host, port, security), scopePrefix and withdrawUrl.',
    },
    readExtraClouds,
  ),
  federatedTokenFile: text<string | null>(
    {
      env: 'MAILROOM_FEDERATED_TOKEN_FILE',
      type: 'file',
      fallback: null,
      fallbackText: 'none',
      help: 'File in which the platform that Mailroom runs on keeps a fresh assertion (workload identity federation), for provider apps whose credential is federated. Read again for every request.',
    },
    (value) => value,
  ),
  smtpServer: text<OwnSmtpServer | null>(
    {
      env: 'MAILROOM_SMTP_URL',
      type: 'address of an SMTP server',
      fallback: null,
      fallbackText: 'none: Mailroom sends no mail of its own',
      help: 'Server that Mailroom’s own mail leaves through, such as the warning that a secret is about to end: smtps://user:password@mail.example.com:465, or smtp:// and a port for STARTTLS. Needs MAILROOM_MAIL_FROM. Mail that people send leaves through their own accounts.',
    },
    readSmtpServer,
  ),
  mailFrom: text<{ name: string; address: string } | null>(
    {
      env: 'MAILROOM_MAIL_FROM',
      type: 'mail address',
      fallback: null,
      fallbackText: 'none',
      help: 'Sender of Mailroom’s own mail, e.g. Mailroom <mailroom@example.com>.',
    },
    readSender,
  ),
  metricsToken: text<string | null>(
    {
      env: 'MAILROOM_METRICS_TOKEN',
      type: 'at least 16 characters without a space',
      fallback: null,
      fallbackText: 'none: only programs on this machine, without a proxy in between',
      help: 'What Prometheus shows to read /metrics, as `Authorization: Bearer`. The metrics count; they name nobody and tell nothing of mail. /api/health needs no token.',
    },
    readMetricsToken,
  ),
  oidcIssuer: text<string | null>(
    {
      env: 'MAILROOM_OIDC_ISSUER',
      type: 'address',
      fallback: null,
      fallbackText: 'none',
      help: 'OpenID provider that people may sign in to Mailroom at: its issuer identifier. Needs the client ID and the secret, and the redirect URI that is this server’s address with /oauth2/callback/openid registered there.',
    },
    readIssuer,
  ),
  oidcClientId: text<string | null>(
    {
      env: 'MAILROOM_OIDC_CLIENT_ID',
      type: 'text',
      fallback: null,
      fallbackText: 'none',
      help: 'Client ID of Mailroom at MAILROOM_OIDC_ISSUER.',
    },
    (value) => value,
  ),
  oidcClientSecret: text<string | null>(
    {
      env: 'MAILROOM_OIDC_CLIENT_SECRET',
      type: 'text',
      fallback: null,
      fallbackText: 'none',
      help: 'Client secret of Mailroom at MAILROOM_OIDC_ISSUER.',
    },
    (value) => value,
  ),
  oidcName: text<string | null>(
    {
      env: 'MAILROOM_OIDC_NAME',
      type: 'text',
      fallback: null,
      fallbackText: 'the issuer’s host',
      help: 'What people know the OpenID provider by, on the button that leads to it.',
    },
    (value) => value,
  ),
  extraCaFile: text<string | null>(
    {
      env: 'MAILROOM_EXTRA_CA_FILE',
      type: 'PEM file',
      fallback: null,
      fallbackText: 'none',
      help: 'Certificates of further authorities that mail servers may be verified with, beside the ones Node trusts.',
    },
    (value) => value,
  ),
  allowPrivateHosts: flag({
    env: 'MAILROOM_ALLOW_PRIVATE_HOSTS',
    fallback: false,
    help: 'Whether people may link mail servers on private or loopback addresses. When true, whoever can sign in can have this machine connect to its own network on the mail ports.',
  }),
  dnsServers: text<readonly string[]>(
    {
      env: 'MAILROOM_DNS_SERVERS',
      type: 'addresses, each with or without a port, separated by commas',
      fallback: [],
      fallbackText: "the system's",
      help: 'DNS servers asked when the mail servers of an address are looked for. Connections to mail servers use the system’s resolver.',
    },
    readDnsServers,
  ),
  trustProxy: text<readonly string[]>(
    {
      env: 'MAILROOM_TRUST_PROXY',
      type: 'addresses or networks, separated by commas',
      fallback: [],
      fallbackText: 'none',
      help: 'Reverse proxies whose X-Forwarded-For is believed. Rate limits count the client address that it tells.',
    },
    readProxies,
  ),
  logLevel: choice({
    env: 'MAILROOM_LOG_LEVEL',
    values: logLevels,
    fallback: 'info',
    help: 'Least severity that is logged, as JSON lines on standard output.',
  }),
  pollMinutes: integer({
    env: 'MAILROOM_POLL_MINUTES',
    minimum: 1,
    maximum: 1440,
    fallback: 5,
    help: 'Minutes between two visits to a mail server that does not announce new mail by itself.',
  }),
};

export type Settings = { [Name in keyof typeof settingList]: ValueOf<(typeof settingList)[Name]> };

function readMetricsToken(value: string): string {
  if (!/^\S{16,}$/.test(value)) throw new Error('must have at least 16 characters and no space');
  return value;
}

function readDnsServers(value: string): readonly string[] {
  const servers = value.split(',').map((part) => part.trim());
  for (const server of servers) {
    try {
      new Resolver().setServers([server]);
    } catch (thrown) {
      throw new Error(`must be addresses such as 192.0.2.53, [2001:db8::53]:5353; "${server}" is not`, {
        cause: thrown,
      });
    }
  }
  return servers;
}

/** Secrets are sent there: in clear text to this machine alone. */
function readIssuer(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url && (url.protocol === 'https:' || local) && url.search === '' && url.hash === '') return value;
  throw new Error(
    `must be an https address such as https://id.example.com/realms/company; "${value}" is not`,
  );
}

function readProxies(value: string): readonly string[] {
  const proxies = value.split(',').map((part) => part.trim());
  for (const proxy of proxies) {
    if (!/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(proxy)) {
      throw new Error(`must be addresses or networks such as 127.0.0.1, 10.0.0.0/8; "${proxy}" is not`);
    }
  }
  return proxies;
}
