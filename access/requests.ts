/** Requests for every route, with whichever ids. */
import { type RouteName, routes } from '@mailroom/model/api/index';
import type { Ask } from '@mailroom/server/testing/browser';
import { requestOf } from '@mailroom/server/testing/requests';
import { password } from './belongings.ts';

/** What ids are of. */
export const nouns = [
  'account',
  'folder',
  'outgoing',
  'conversation',
  'message',
  'intent',
  'share',
  'session',
  'passkey',
  'sign-in',
  'key',
  'glass',
] as const;
export type Noun = (typeof nouns)[number];
export type Ids = Readonly<Record<Noun, string>>;

export type Request = { path: string } & Ask;

/** An id that is nobody's. */
export const absentId = '987654321';

/** Ids of nothing, but for those that are named. */
export function ids(named: Partial<Record<Noun, string>> = {}): Ids {
  return { ...(Object.fromEntries(nouns.map((noun) => [noun, absentId])) as Record<Noun, string>), ...named };
}

/** By the part of a path that is before the id. */
const nounOf: readonly [string, Noun][] = [
  ['/me/sessions/', 'session'],
  ['/me/passkeys/', 'passkey'],
  ['/me/connected/', 'sign-in'],
  ['/me/keys/', 'key'],
  ['/break-glass/', 'glass'],
  ['/accounts/', 'account'],
  ['/folders/', 'folder'],
  ['/outgoing/', 'outgoing'],
  ['/conversations/', 'conversation'],
  ['/messages/', 'message'],
];

const queries: Readonly<Record<string, string>> = {
  '/api/v1/audit/export': '?format=jsonl',
  '/api/v1/live': '?cursor=0',
};

function pathOf(path: string, ids: Ids): string {
  const noun = nounOf.find(([part]) => path.includes(`${part}:id`))?.[1];
  return `${path
    .replace(':id', noun ? ids[noun] : absentId)
    .replace(':shareId', ids.share)
    .replace(':part', '2')
    .replace(':digest', '0'.repeat(64))
    .replace(/:\w+/g, absentId)}${queries[path] ?? ''}`;
}

function isRoute(name: string): name is RouteName {
  return name in routes;
}

function bodyOf(name: RouteName, ids: Ids): unknown {
  if (name === 'linkOauth') return { accountId: ids.account };
  const { body } = requestOf(name);
  if (typeof body !== 'object' || body === null) return body;
  const replaced: Record<string, unknown> = {
    accountId: ids.account,
    conversationIds: [ids.conversation],
    messageIds: [ids.message],
    ids: [ids.intent],
    // Where it is the password that stands between a person and what is theirs, it must not be what keeps others out.
    ...(routes[name].path.includes('/me/') && routes[name].path.includes(':id') ? { password } : {}),
  };
  const entries = Object.entries(body).map(([key, value]) => [key, replaced[key] ?? value]);
  return Object.fromEntries(entries);
}

/** A request for the route with these ids wherever it takes one, in its path and in its body. */
export function requestFor(name: string, ids: Ids): Request {
  if (isRoute(name)) {
    const body = bodyOf(name, ids);
    const { path, method } = routes[name];
    return { path: pathOf(path, ids), method, ...(body === undefined ? {} : { body }) };
  }
  const [method = 'GET', path = ''] = name.split(' ');
  return { path: pathOf(path, ids), method, ...(method === 'GET' ? {} : { body: {} }) };
}
