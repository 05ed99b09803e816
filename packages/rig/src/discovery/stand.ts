/** The practice world that discovery asks: its DNS, its web, its mail servers, on loopback behind public addresses. */
import { isIP, type LookupFunction } from 'node:net';
import { domainToASCII } from 'node:url';
import { makeCertificates } from '../tls/index.ts';
import { type PracticeDns, startDns } from './dns-server.ts';
import { hostedDomains } from './domains/hosted.ts';
import { hostileDomains } from './domains/hostile.ts';
import { publishedDomains } from './domains/published.ts';
import { startGreeters } from './greeters.ts';
import { here, type PracticeDomain } from './practice-domain.ts';
import { type PracticeWeb, startWeb } from './web-server.ts';

export const practiceDomains: readonly PracticeDomain[] = [
  ...hostedDomains,
  ...publishedDomains,
  ...hostileDomains,
];

/** Address of the practice world's collection of settings. */
export const practiceIspdb = 'https://ispdb.example/v1.1/';

interface Target {
  host: string;
  port: number;
  lookup: LookupFunction;
}

export interface DiscoveryStand {
  dns: PracticeDns;
  web: PracticeWeb;
  /** Trusted for every host of the world. */
  caPem: string;
  /** `host:port` of every connection that was let through to the world, in order. */
  reached: readonly string[];
  /** Everything that was said to mail servers. */
  heard: readonly string[];
  /**
   * Leads a connection to the server that plays its host. The given lookup is asked first, and its refusal stands: only
   * where the connection would have gone is changed.
   */
  route(target: Target): Target;
  close(): Promise<void>;
}

/** A port of loopback that nothing listens on. */
const nobody = 1;

export interface StandOptions {
  /** Names, beside those of the domains, that the world's certificate is for. */
  hosts?: readonly string[];
  domains?: readonly PracticeDomain[];
}

export async function startDiscoveryStand(options: StandOptions = {}): Promise<DiscoveryStand> {
  const domains = options.domains ?? practiceDomains;
  const named = domains.flatMap(({ zone = {}, pages = {}, domain }) => [
    domainToASCII(domain),
    ...Object.keys(zone),
    ...Object.keys(pages).map((url) => new URL(url).hostname),
  ]);
  const hosts = [...new Set(['ispdb.example', ...named, ...(options.hosts ?? [])])];
  const certificates = makeCertificates({ hosts: hosts.filter((host) => !host.startsWith('_')) });
  const [dns, web, greeters] = await Promise.all([
    startDns(),
    startWeb(certificates),
    startGreeters(certificates),
  ]);
  const mailPorts = new Map<string, number>();
  const reached: string[] = [];
  dns.add({ 'ispdb.example': here });
  for (const { domain, zone, fault, pages, greeters: greeting = {} } of domains) {
    if (zone) dns.add(zone);
    if (fault) dns.fail(domain, fault);
    if (pages) web.add(pages);
    for (const [target, greeter] of Object.entries(greeting)) mailPorts.set(target, greeters.ports[greeter]);
  }

  return {
    dns,
    web,
    caPem: certificates.caPem,
    reached,
    heard: greeters.heard,
    route({ host, port, lookup }) {
      const target = `${host}:${port}`;
      // No lookup is asked for an address.
      if (isIP(host) !== 0) reached.push(target);
      return {
        host,
        port: mailPorts.get(target) ?? (port === 443 || port === 8443 ? web.port : nobody),
        lookup(hostname, asked, callback) {
          lookup(hostname, asked, (error, found) => {
            if (error) return callback(error, found);
            reached.push(target);
            return asked.all
              ? callback(null, [{ address: '127.0.0.1', family: 4 }])
              : callback(null, '127.0.0.1', 4);
          });
        },
      };
    },
    async close() {
      await Promise.all([dns.close(), web.close(), greeters.close()]);
    },
  };
}
