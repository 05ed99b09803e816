/** Discovery as people may ask for it: behind the egress policy of this installation, told to the log without the local part. */
import type { Discovery as Answer, DiscoveryNetwork } from '@mailroom/engine/provider/discover/index';
import type { Discovery } from '@mailroom/model';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { systemClock } from '../start/system-clock.ts';

/** @throws Failure invalid-request for what is no address; the signal's reason when it aborts. */
export type DiscoverAddress = (address: string, signal: AbortSignal) => Promise<Discovery>;

/** The world that discovery asks, where it is not the one outside: for tests. */
export interface DiscoveryWorld {
  network: DiscoveryNetwork;
  /** See the engine's `DiscoverOptions`. */
  ispdb: string | null;
}

interface Parts {
  settings: Pick<Settings, 'allowPrivateHosts' | 'dnsServers'>;
  extraCa: string | null;
  log: Logger;
  world?: DiscoveryWorld | undefined;
}

/** The contract's shape of the engine's answer; how each method fared stays here. */
function wire(answer: Answer): Discovery {
  if (!answer.found) {
    const { reason, provider, advice } = answer;
    return { found: false, reason, provider, advice: [...advice] };
  }
  const { settings, provider, foundBy, confirm, advice } = answer;
  return { found: true, provider, foundBy, confirm, ...settings, advice: [...advice] };
}

export function discovererOf({ settings, extraCa, log, world }: Parts): DiscoverAddress {
  const policy = { allowPrivate: settings.allowPrivateHosts };
  const ca = extraCa === null ? undefined : [extraCa];
  const ispdb = world === undefined ? {} : { ispdb: world.ispdb };
  let network = world?.network;
  return async (address, signal) => {
    // Seldom needed, and an IMAP client is part of it.
    const { discover, openNetwork, openResolver } = await import('@mailroom/engine/provider/discover/index');
    network ??= openNetwork({ policy, resolver: openResolver(settings.dnsServers), ca });
    const answer = await discover(address, { policy, clock: systemClock, network, signal, ...ispdb });
    const outcome = answer.found ? answer.foundBy : answer.reason;
    const domain = address.slice(address.lastIndexOf('@') + 1);
    log.info({ domain, outcome, trials: answer.trials }, 'looked for the servers of a domain');
    return wire(answer);
  };
}
