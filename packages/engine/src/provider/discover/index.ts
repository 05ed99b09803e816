/** Finds the servers of an address without signing in anywhere. */
export { type DiscoverOptions, discover, mozillaIspdb } from './discover.ts';
export type { DiscoveryNetwork } from './method.ts';
export { type DnsResolver, openResolver } from './names.ts';
export { type NetworkOptions, openNetwork } from './network.ts';
export {
  type Discovery,
  type Found,
  type MailSettings,
  methodNames,
  type NotFound,
  type Trial,
  type TrialOutcome,
} from './settings.ts';
