/** The practice world of discovery as the server asks it, under a policy. */
import { Resolver } from 'node:dns/promises';
import { openNetwork } from '@mailroom/engine/provider/discover/index';
import { type DiscoveryStand, practiceIspdb } from '@mailroom/rig/discovery/index';
import type { DiscoveryWorld } from '../discovery/discover-address.ts';

export function discoveryWorldOf(stand: DiscoveryStand, policy = { allowPrivate: false }): DiscoveryWorld {
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([stand.dns.server]);
  const network = openNetwork({ policy, resolver, ca: [stand.caPem], route: stand.route });
  return { network, ispdb: practiceIspdb };
}
