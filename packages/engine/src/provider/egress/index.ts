/** Where Mailroom may connect to when a person names the host. */
export { type EgressPolicy, mayReach, type Reach, reachOf } from './address.ts';
export { connectionFailure } from './connection-failure.ts';
export { guardedLookup, refusedByPolicy, vetHost } from './guard.ts';
export { isLoopbackName } from './loopback.ts';
export { trustedAuthorities } from './trusted-authorities.ts';
