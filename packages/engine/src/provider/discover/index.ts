/** Finds the servers of an address without signing in anywhere. */
export { type DiscoverOptions, discover, mozillaIspdb } from './discover.ts';
export type { DiscoveryNetwork } from './method.ts';
export { type DnsResolver, openResolver } from './names.ts';
export { type NetworkOptions, openNetwork } from './network.ts';
export {
  type Advice,
  type AdviceKind,
  type Discovery,
  type Found,
  type MailSettings,
  type MethodName,
  methodNames,
  type NotFound,
  type SignIn,
  type Trial,
  type TrialOutcome,
} from './settings.ts';
