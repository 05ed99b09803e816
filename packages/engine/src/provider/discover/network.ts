import type { EgressPolicy } from '../egress/index.ts';
import { documentsOf } from './documents.ts';
import { greetingsOf } from './greeting.ts';
import type { DiscoveryNetwork } from './method.ts';
import { type DnsResolver, namesFrom, openResolver } from './names.ts';
import { type OutsideOptions, openOutside } from './outside.ts';

export interface NetworkOptions extends Pick<OutsideOptions, 'ca' | 'route'> {
  policy: EgressPolicy;
  /** Default: the system's DNS servers. */
  resolver?: DnsResolver;
}

/** What discovery asks the world with: DNS, https and greetings, all behind the egress guard. */
export function openNetwork({ policy, resolver, ca, route }: NetworkOptions): DiscoveryNetwork {
  const names = namesFrom(resolver ?? openResolver());
  const outside = openOutside({
    policy,
    names,
    ...(ca === undefined ? {} : { ca }),
    ...(route === undefined ? {} : { route }),
  });
  return { names, fetchDocument: documentsOf(outside, policy), greets: greetingsOf(outside, policy) };
}
