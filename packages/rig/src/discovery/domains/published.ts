/** Domains that publish settings as the formats ask for, each in another way. */
import {
  alias,
  autodiscoverAnswer,
  autodiscoverSettings,
  clientConfig,
  here,
  mail,
  type PracticeDomain,
  service,
  usualNames,
  usualServers,
} from '../practice-domain.ts';

const oldConfig = (domain: string) => `https://autoconfig.${domain}/mail/config-v1.1.xml`;
const newConfig = (domain: string) => `https://autoconfig.${domain}/.well-known/mail-v1.xml`;
const wellKnown = (domain: string) => `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`;
const collection = (domain: string) => `https://ispdb.example/v1.1/${domain}`;

function configured(
  domain: string,
  about: string,
  body: string,
  zone: PracticeDomain['zone'] = {},
): PracticeDomain {
  return {
    domain,
    about,
    zone: { [`autoconfig.${domain}`]: here, ...usualNames(domain), ...zone },
    pages: { [oldConfig(domain)]: { body } },
  };
}

export const publishedDomains: readonly PracticeDomain[] = [
  configured(
    'autoconfig.example',
    'a configuration server',
    clientConfig(usualServers('autoconfig.example')),
  ),
  {
    domain: 'mail-v1.example',
    about: "only the draft's newer address, served as bytes",
    zone: { 'autoconfig.mail-v1.example': here, ...usualNames('mail-v1.example') },
    pages: {
      [newConfig('mail-v1.example')]: {
        type: 'application/octet-stream',
        body: clientConfig(usualServers('mail-v1.example')),
      },
    },
  },
  {
    domain: 'well-known.example',
    about: 'a document on the web site, after one redirect to www',
    zone: { 'well-known.example': here, 'www.well-known.example': here, ...usualNames('well-known.example') },
    pages: {
      [wellKnown('well-known.example')]: { location: 'https://www.well-known.example/config.xml' },
      'https://www.well-known.example/config.xml': { body: clientConfig(usualServers('well-known.example')) },
    },
  },
  {
    domain: 'collected.example',
    about: "in Mozilla's collection",
    zone: usualNames('collected.example'),
    pages: { [collection('collected.example')]: { body: clientConfig(usualServers('collected.example')) } },
  },
  {
    domain: 'customer.example',
    about: "its hoster is in Mozilla's collection",
    zone: { 'customer.example': [mail('mx1.in.hoster.example')], ...usualNames('hoster.example') },
    pages: { [collection('hoster.example')]: { body: clientConfig(usualServers('hoster.example')) } },
  },
  {
    domain: 'srv.example',
    about: 'service records with TLS from the first byte, and the older ones beside them',
    zone: {
      '_imaps._tcp.srv.example': [service('mail.srv.example', 993)],
      '_imap._tcp.srv.example': [service('mail.srv.example', 143)],
      '_submissions._tcp.srv.example': [service('mail.srv.example', 465)],
      '_submission._tcp.srv.example': [service('mail.srv.example', 587)],
      'mail.srv.example': here,
    },
  },
  {
    domain: 'srv-starttls.example',
    about: 'service records for STARTTLS; TLS from the first byte decidedly not offered',
    zone: {
      '_imaps._tcp.srv-starttls.example': [service('', 0)],
      '_imap._tcp.srv-starttls.example': [service('mail.srv-starttls.example', 143)],
      '_submission._tcp.srv-starttls.example': [service('mail.srv-starttls.example', 587)],
      'mail.srv-starttls.example': here,
    },
  },
  {
    domain: 'srv-preference.example',
    about: 'several servers, by priority and weight, too many for a datagram',
    zone: {
      '_imaps._tcp.srv-preference.example': [
        ...Array.from({ length: 12 }, (_, at) => service(`spare-${at}.srv-preference.example`, 993, 20, at)),
        service('light.srv-preference.example', 993, 10, 1),
        service('heavy.srv-preference.example', 993, 10, 60),
      ],
      '_submissions._tcp.srv-preference.example': [service('heavy.srv-preference.example', 465)],
      'heavy.srv-preference.example': here,
      'light.srv-preference.example': here,
    },
  },
  {
    domain: 'autodiscover.example',
    about: "a hosting panel's Autodiscover, a login of its own",
    zone: { 'autodiscover.autodiscover.example': here, 'mail.autodiscover.example': here },
    pages: {
      'https://autodiscover.autodiscover.example/autodiscover/autodiscover.xml': {
        body: autodiscoverSettings([
          { type: 'POP3', host: 'mail.autodiscover.example', port: 995 },
          { type: 'IMAP', host: 'mail.autodiscover.example', port: 993, login: 'box-17' },
          { type: 'SMTP', host: 'mail.autodiscover.example', port: 587 },
        ]),
      },
    },
  },
  {
    domain: 'autodiscover-srv.example',
    about: 'Autodiscover at a host that DNS names, which sends on to another',
    zone: {
      '_autodiscover._tcp.autodiscover-srv.example': [service('panel.example', 443)],
      'panel.example': here,
      'mail.autodiscover-srv.example': here,
    },
    pages: {
      'https://panel.example/autodiscover/autodiscover.xml': {
        body: autodiscoverAnswer(
          '<Action>redirectUrl</Action><RedirectUrl>https://panel.example/answer.xml</RedirectUrl>',
        ),
      },
      'https://panel.example/answer.xml': {
        body: autodiscoverSettings([
          { type: 'IMAP', host: 'mail.autodiscover-srv.example', port: 143, ssl: 'on' },
          { type: 'SMTP', host: 'mail.autodiscover-srv.example', port: 465 },
        ]),
      },
    },
  },
  {
    domain: 'usual.example',
    about: 'nothing published, the usual names',
    zone: usualNames('usual.example'),
    greeters: { 'imap.usual.example:993': 'imap-tls', 'smtp.usual.example:465': 'smtp-tls' },
  },
  {
    domain: 'one-host.example',
    about: 'nothing published, one host, submission with STARTTLS',
    zone: { 'mail.one-host.example': here },
    greeters: { 'mail.one-host.example:993': 'imap-tls', 'mail.one-host.example:587': 'smtp-starttls' },
  },
  configured(
    'local-part.example',
    'user names that differ between IMAP and SMTP',
    clientConfig([
      { type: 'imap', host: 'imap.local-part.example', port: 993, user: '%EMAILLOCALPART%' },
      { type: 'smtp', host: 'smtp.%EMAILDOMAIN%', port: 465, user: '%EMAILLOCALPART%+%EMAILDOMAIN%' },
    ]),
  ),
  configured(
    'pop3.example',
    'POP3 only',
    clientConfig([
      { type: 'pop3', host: 'imap.pop3.example', port: 995 },
      { type: 'smtp', host: 'smtp.pop3.example', port: 465 },
    ]),
  ),
  configured(
    'several.example',
    'several servers, the first of them unencrypted, the second with a certificate of the person’s own',
    clientConfig([
      { type: 'pop3', host: 'pop.several.example', port: 995 },
      { type: 'imap', host: 'old.several.example', port: 143, socket: 'plain' },
      { type: 'imap', host: 'card.several.example', port: 993, authentication: 'TLS-client-cert' },
      { type: 'imap', host: 'imap.several.example', port: 143, socket: 'STARTTLS' },
      { type: 'imap', host: 'spare.several.example', port: 993 },
      { type: 'smtp', host: 'smtp.several.example', port: 587, socket: 'STARTTLS' },
    ]),
  ),
  configured(
    'tokens.example',
    'OAuth tokens of an issuer of its own, and no passwords',
    clientConfig(
      usualServers('tokens.example').map((server) => ({ ...server, authentication: 'OAuth2' })),
      '<oAuth2><issuer>login.tokens.example</issuer></oAuth2>',
    ),
  ),
  configured(
    'reseller.example',
    "its configuration names Yandex's hosts",
    clientConfig([
      { type: 'imap', host: 'imap.yandex.com', port: 993 },
      { type: 'smtp', host: 'smtp.yandex.com', port: 465 },
    ]),
    { 'imap.yandex.com': here, 'smtp.yandex.com': here },
  ),
  configured(
    'elsewhere.example',
    'its servers are outside its own domain',
    clientConfig(usualServers('somebody.example')),
    usualNames('somebody.example'),
  ),
  configured(
    'team.company.example',
    'a subdomain whose servers are above it',
    clientConfig(usualServers('company.example')),
    usualNames('company.example'),
  ),
  {
    ...configured(
      'bücher.example',
      'a domain in another script',
      clientConfig(usualServers('b&#xFC;cher.example')),
    ),
    zone: { 'autoconfig.xn--bcher-kva.example': here, ...usualNames('xn--bcher-kva.example') },
    pages: {
      [oldConfig('xn--bcher-kva.example')]: { body: clientConfig(usualServers('b&#xFC;cher.example')) },
    },
  },
  configured(
    'aliased.example',
    'its configuration server is behind a chain of aliases',
    clientConfig(usualServers('aliased.example')),
    {
      'autoconfig.aliased.example': alias('one.aliased.example'),
      'one.aliased.example': alias('two.aliased.example'),
      'two.aliased.example': here,
    },
  ),
  {
    domain: 'half.example',
    about: 'its configuration knows IMAP, DNS knows submission',
    zone: {
      'autoconfig.half.example': here,
      ...usualNames('half.example'),
      '_submissions._tcp.half.example': [service('smtp.half.example', 465)],
    },
    pages: {
      [oldConfig('half.example')]: {
        body: clientConfig([{ type: 'imap', host: 'imap.half.example', port: 993 }]),
      },
    },
  },
  {
    domain: 'preference.example',
    about: 'several methods answer, each with another server',
    zone: {
      'preference.example': here,
      'autoconfig.preference.example': here,
      ...usualNames('first.preference.example'),
      ...usualNames('second.preference.example'),
      ...usualNames('third.preference.example'),
      '_imaps._tcp.preference.example': [service('imap.third.preference.example', 993)],
      '_submissions._tcp.preference.example': [service('smtp.third.preference.example', 465)],
    },
    pages: {
      [oldConfig('preference.example')]: { body: clientConfig(usualServers('first.preference.example')) },
      [wellKnown('preference.example')]: { body: clientConfig(usualServers('second.preference.example')) },
    },
  },
];
