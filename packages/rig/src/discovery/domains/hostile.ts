/** Domains that answer wrongly, too much, never, or with a way into the network of who asks. All but a few have good service
 * records too, so that the next method can be seen to be heard. */
import {
  at,
  clientConfig,
  here,
  type PracticeDomain,
  service,
  usualNames,
  usualServers,
} from '../practice-domain.ts';
import type { Page } from '../web-server.ts';

const config = (domain: string) => `https://autoconfig.${domain}/mail/config-v1.1.xml`;

/** With service records that a method further down finds. */
function misconfigured(
  domain: string,
  about: string,
  page: Page,
  rest: Partial<PracticeDomain> = {},
): PracticeDomain {
  return {
    domain,
    about,
    ...rest,
    zone: {
      [`autoconfig.${domain}`]: here,
      ...usualNames(domain),
      // Whoever follows the bad document finds servers too, and so is seen to have followed it.
      ...usualNames(`evil.${domain}`),
      [`_imaps._tcp.${domain}`]: [service(`imap.${domain}`, 993)],
      [`_submissions._tcp.${domain}`]: [service(`smtp.${domain}`, 465)],
      ...rest.zone,
    },
    pages: { [config(domain)]: page, ...rest.pages },
  };
}

const good = (domain: string) => clientConfig(usualServers(`evil.${domain}`));

/** Nine levels of ten are a thousand million of the innermost. */
const entityBomb = (domain: string): string => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'lol' : `&l${level - 1};`.repeat(10);
    return `<!ENTITY l${level} "${inner}">`;
  });
  return `<?xml version="1.0"?><!DOCTYPE clientConfig [${levels.join('')}]>${good(domain).replace(/^.*\n/, '').replace('Practice Mail', '&l8;')}`;
};

export const hostileDomains: readonly PracticeDomain[] = [
  misconfigured('cut-off.example', 'a document cut off before its end', {
    body: good('cut-off.example').replace('</emailProvider></clientConfig>', ''),
  }),
  misconfigured('web-page.example', 'a web page for whatever is asked', {
    type: 'text/html; charset=utf-8',
    body: good('web-page.example'),
  }),
  misconfigured('huge.example', 'a document of ten megabytes', {
    body: good('huge.example'),
    padding: 10_000_000,
  }),
  misconfigured('stalling.example', 'a document that never ends', {
    body: good('stalling.example').slice(0, 100),
    stalls: true,
  }),
  misconfigured('deep.example', 'elements nested a thousand deep', {
    body: `${'<clientConfig>'.repeat(1000)}${'</clientConfig>'.repeat(1000)}`,
  }),
  misconfigured('entity-bomb.example', 'entities that unfold to gigabytes', {
    body: entityBomb('entity-bomb.example'),
  }),
  misconfigured('outer-entity.example', 'an entity read from a file', {
    body: `<?xml version="1.0"?><!DOCTYPE clientConfig [<!ENTITY f SYSTEM "file:///etc/hostname">]>${clientConfig([{ type: 'imap', host: '&f;', port: 993 }]).replace(/^.*\n/, '')}`,
  }),
  misconfigured(
    'inward.example',
    'a redirect to a name inside the network of who asks',
    { location: 'https://intranet.inward.example/config.xml' },
    {
      zone: { 'intranet.inward.example': at('10.0.0.5') },
      pages: { 'https://intranet.inward.example/config.xml': { body: good('inward.example') } },
    },
  ),
  misconfigured('circle.example', 'a redirect to itself', { location: config('circle.example') }),
  misconfigured(
    'downgrade.example',
    'a redirect to http',
    { location: 'http://autoconfig.downgrade.example/plain.xml' },
    { pages: { 'https://autoconfig.downgrade.example/plain.xml': { body: good('downgrade.example') } } },
  ),
  misconfigured(
    'other-port.example',
    'a redirect to another port',
    { location: 'https://autoconfig.other-port.example:8443/config.xml' },
    {
      pages: {
        'https://autoconfig.other-port.example:8443/config.xml': { body: good('other-port.example') },
      },
    },
  ),
  misconfigured('control.example', 'hosts with control characters, spaces, and an address in disguise', {
    body: clientConfig([
      { type: 'imap', host: 'imap.control.example&#13;&#10;EHLO', port: 993 },
      { type: 'imap', host: 'imap&#9;.control.example', port: 993 },
      { type: 'imap', host: '127.1', port: 993 },
      { type: 'smtp', host: 'smtp.control.example evil.example', port: 465 },
    ]),
  }),
  misconfigured('unencrypted.example', 'servers without encryption', {
    body: clientConfig([
      { type: 'imap', host: 'imap.unencrypted.example', port: 143, socket: 'plain' },
      { type: 'smtp', host: 'smtp.unencrypted.example', port: 25, socket: 'plain' },
    ]),
  }),
  misconfigured(
    'inner-server.example',
    'servers inside the network of who asks',
    { body: clientConfig(usualServers('lan.inner-server.example')) },
    {
      zone: {
        'imap.lan.inner-server.example': at('192.168.1.9'),
        'smtp.lan.inner-server.example': at('fd00::9'),
      },
    },
  ),
  misconfigured('odd-port.example', 'an IMAP server on the port of a database', {
    body: clientConfig([
      { type: 'imap', host: 'imap.odd-port.example', port: 6379 },
      { type: 'smtp', host: 'smtp.odd-port.example', port: 5432 },
    ]),
  }),
  misconfigured('failing.example', 'a configuration server that is broken', { status: 503, body: '' }),
  {
    domain: 'servfail.example',
    about: 'its name servers are broken',
    fault: 'servfail',
  },
  {
    domain: 'half-greeting.example',
    about: 'the usual names, but what answers is not usable',
    zone: usualNames('half-greeting.example'),
    greeters: {
      'imap.half-greeting.example:993': 'mute',
      'smtp.half-greeting.example:587': 'smtp-plain',
    },
  },
];
