import type { FastifyRequest } from 'fastify';
import { networkOf } from '../access/network-of.ts';

/** Takes the place of what proxies say, which better-auth would otherwise read by itself. */
export const networkHeader = 'x-mailroom-network';

/**
 * What better-auth is told of a request: its cookies, its browser and its network. The origin is Mailroom's own address, never what the
 * request says: a passkey is held to it.
 */
export function requestHeaders({ headers, ip }: FastifyRequest, origin: string): Headers {
  const told = new Headers({ origin });
  if (headers.cookie) told.set('cookie', headers.cookie);
  if (headers['user-agent']) told.set('user-agent', headers['user-agent'].slice(0, 500));
  const network = networkOf(ip)?.split('/', 1)[0];
  if (network) told.set(networkHeader, network);
  return told;
}
