import { Resolver } from 'node:dns/promises';
import {
  at,
  clientConfig,
  type DiscoveryStand,
  here,
  type PracticeDomain,
  publicAddress,
  service,
  startDiscoveryStand,
  usualServers,
  type Zone,
} from '@mailroom/rig/discovery/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { discover, openNetwork } from './index.ts';

/** Addresses that a name may be given, by the way they hide that nobody outside should be led there. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  'this machine': ['127.0.0.1', '127.8.9.1', '::1', '0.0.0.0', '::'],
  'private networks': [
    '10.0.0.5',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.1.9',
    'fc00::1',
    'fd12:3456:789a::1',
  ],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.254'],
  'link-local and site-local': ['169.254.169.254', 'fe80::1', 'fec0::1'],
  'IPv4-mapped': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.5', '::ffff:169.254.169.254'],
  'IPv4-compatible and translated': ['::127.0.0.1', '::10.0.0.5', '::ffff:0:127.0.0.1'],
  NAT64: ['64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::a00:5'],
  '6to4 and Teredo': ['2002:7f00:1::', '2002:a00:5::1', '2001:0:7f00:1::'],
  ISATAP: ['2603:1026::5efe:127.0.0.1', '2603:1026::200:5efe:10.0.0.5'],
  'documentation and benchmarks': [
    '2001:db8::1',
    '3fff::1',
    '192.0.2.1',
    '198.51.100.7',
    '203.0.113.9',
    '198.18.0.1',
  ],
  'multicast and reserved': ['224.0.0.1', 'ff02::1', '240.0.0.1', '255.255.255.255', '192.0.0.8', '100::1'],
};

/** Public services that answer with the address in the name, in their several spellings. */
const nameServices: Readonly<Record<string, string>> = {
  '127.0.0.1.nip.io': '127.0.0.1',
  '10-0-0-5.nip.io': '10.0.0.5',
  '7f000001.nip.io': '127.0.0.1',
  'box.192-168-1-9.sslip.io': '192.168.1.9',
  'a9fea9fe.sslip.io': '169.254.169.254',
  'fc00--1.nip.io': 'fc00::1',
  '--1.sslip.io': '::1',
};

/** What a redirect or a document may name in place of a host. */
const literals = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '0',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fe80::1%25eth0]',
  '169.254.169.254',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'user@10.0.0.5',
  '%31%32%37.0.0.1',
];

interface Trap {
  title: string;
  domain: string;
  /** Whether the domain's configuration server is a public one, which leads elsewhere. */
  leads: boolean;
  practice: PracticeDomain;
}

const traps: Trap[] = [];
const config = (domain: string) => `https://autoconfig.${domain}/mail/config-v1.1.xml`;

function trap(
  title: string,
  leads: boolean,
  make: (domain: string) => Omit<PracticeDomain, 'domain' | 'about'>,
): void {
  const domain = `trap-${traps.length}.example`;
  traps.push({ title, domain, leads, practice: { domain, about: title, ...make(domain) } });
}

const newConfig = (domain: string) => `https://autoconfig.${domain}/.well-known/mail-v1.xml`;
const onward = clientConfig(usualServers('public.example'));

/** A public configuration server and service records, all of which lead to one host. */
function leadingTo(domain: string, inner: string, zone: Zone): Omit<PracticeDomain, 'domain' | 'about'> {
  const servers = [
    { type: 'imap', host: inner, port: 993 },
    { type: 'smtp', host: inner, port: 465 },
  ] as const;
  return {
    zone: {
      ...zone,
      [`autoconfig.${domain}`]: here,
      [`_imaps._tcp.${domain}`]: [service(inner, 993)],
      [`_submissions._tcp.${domain}`]: [service(inner, 465)],
      [`_autodiscover._tcp.${domain}`]: [service(inner, 443)],
    },
    pages: {
      [newConfig(domain)]: { location: `https://${inner}/config.xml` },
      [config(domain)]: { body: clientConfig(servers) },
      ...Object.fromEntries(
        Object.keys(zone).map((name) => [`https://${name}/config.xml`, { body: onward }]),
      ),
    },
  };
}

/** Two domains for every address: one that is there itself, and one that leads there by every way. */
function trapsFor(title: string, host: string | null, address: string): void {
  const target = at(address);
  trap(`${title} as the configuration server and the mail servers themselves`, false, (domain) => ({
    zone: Object.fromEntries(
      [
        domain,
        ...['autoconfig', 'autodiscover', 'imap', 'smtp', 'mail'].map((label) => `${label}.${domain}`),
      ].map((name) => [name, target]),
    ),
    pages: { [config(domain)]: { body: onward } },
    greeters: { [`imap.${domain}:993`]: 'imap-tls', [`mail.${domain}:587`]: 'smtp-starttls' },
  }));
  trap(`${title} where redirects, documents and service records lead`, true, (domain) =>
    leadingTo(domain, host ?? `inner.${domain}`, { [host ?? `inner.${domain}`]: target }),
  );
}

for (const [group, list] of Object.entries(addresses)) {
  for (const address of list) trapsFor(`${group}: ${address}`, null, address);
}
for (const [host, address] of Object.entries(nameServices)) trapsFor(`${host} (${address})`, host, address);
for (const literal of literals) {
  trap(`${literal} in place of a host`, true, (domain) => leadingTo(domain, literal, {}));
}

let stand: DiscoveryStand;

beforeAll(async () => {
  const outside: PracticeDomain = {
    domain: 'public.example',
    about: 'what the traps would lead to',
    zone: { 'public.example': here, 'imap.public.example': here, 'smtp.public.example': here },
    pages: { [config('public.example')]: { body: onward } },
  };
  const hosts = ['autoconfig.public.example', 'autoconfig.rebound.example', 'inner.rebound.example'];
  const domains = [outside, ...traps.map(({ practice }) => practice)];
  stand = await startDiscoveryStand({ domains, hosts });
});
afterAll(() => stand.close());

function find(address: string, allowPrivate = false) {
  const policy = { allowPrivate };
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([stand.dns.server]);
  const network = openNetwork({ policy, resolver, ca: [stand.caPem], route: stand.route });
  return discover(address, { policy, network, clock: new ManualClock(), ispdb: null });
}

describe('discovery keeps away from', () => {
  it.concurrent.each(traps)('$title', async ({ domain, leads }) => {
    expect(await find(`ann@${domain}`)).toMatchObject({ found: false });
    const reached = stand.reached.filter((target) => `.${target}`.includes(`.${domain}:`));
    expect(new Set(reached)).toEqual(new Set(leads ? [`autoconfig.${domain}:443`] : []));
  });
});

describe('discovery', () => {
  it('was led to no host but the public ones that laid the traps', () => {
    expect(stand.reached.filter((target) => !/^autoconfig\.trap-\d+\.example:443$/.test(target))).toEqual([]);
  });

  it('would have followed where those lead, had they been public', async () => {
    const behind = traps.find(({ title }) => title.endsWith('service records lead'));
    if (!behind) throw new Error('no traps');
    stand.dns.rebind(`inner.${behind.domain}`, [here]);
    expect(await find(`ann@${behind.domain}`)).toMatchObject({ found: true, foundBy: 'autoconfig' });
    expect(stand.reached).toContain(`inner.${behind.domain}:443`);
  });

  it('connects only to the address that was judged, whatever the name answered before', async () => {
    stand.dns.add({ 'autoconfig.rebound.example': here });
    stand.dns.rebind('inner.rebound.example', [at(publicAddress), at('127.0.0.1'), at(publicAddress)]);
    stand.web.add({ [config('rebound.example')]: { location: 'https://inner.rebound.example/config.xml' } });
    const connections = async (): Promise<number> => {
      await find('ann@rebound.example');
      return stand.reached.filter((target) => target === 'inner.rebound.example:443').length;
    };
    expect(await connections()).toBe(1);
    expect(await connections()).toBe(1);
    expect(await connections()).toBe(2);
  });

  it('serves the local network where the administrator opened it, and still not the clouds’ credential service', async () => {
    const lan = traps.find(({ title }) => title.startsWith('private networks: 192.168.1.9 where'));
    const cloud = traps.find(({ title }) =>
      title.startsWith('link-local and site-local: 169.254.169.254 where'),
    );
    expect(await find(`ann@${lan?.domain}`, true)).toMatchObject({ found: true });
    expect(await find(`ann@${cloud?.domain}`, true)).toMatchObject({ found: false });
  });
});
