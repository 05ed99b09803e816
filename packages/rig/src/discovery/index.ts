/** The practice world of settings discovery. */
export type { DnsRecord } from './dns-message.ts';
export { type DnsFault, type PracticeDns, startDns, type Zone } from './dns-server.ts';
export type { Greeter } from './greeters.ts';
export {
  at,
  clientConfig,
  here,
  mail,
  type PracticeDomain,
  publicAddress,
  service,
  usualNames,
  usualServers,
} from './practice-domain.ts';
export {
  type DiscoveryStand,
  practiceDomains,
  practiceIspdb,
  type StandOptions,
  startDiscoveryStand,
} from './stand.ts';
export type { Page, WebRequest } from './web-server.ts';
