import type { KeyScope } from '../api-key.ts';
import type { Route } from './route.ts';

/** Tags under which everything that changes something is one thing to a key. What has another tag changes nothing by a key. */
const changing: Readonly<Record<string, KeyScope>> = {
  mail: 'organise',
  sending: 'send',
  accounts: 'accounts',
};

/** What an API key needs for a route; null where no key may call it. A route that says so itself is believed. */
export function keyScopeOf({ key, access, method, tag }: Route): KeyScope | null {
  if (key !== undefined) return key;
  if (access === 'administrator') return 'administration';
  if (method === 'GET') return 'read';
  return changing[tag] ?? null;
}
