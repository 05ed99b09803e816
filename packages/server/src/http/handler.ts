import type { KeyScope, Person } from '@mailroom/model';
import {
  type Route,
  type RouteAnswer,
  type RouteName,
  type RouteRequest,
  routes,
} from '@mailroom/model/api/index';
import type { MailScope } from '@mailroom/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';

/** Who asks, on routes that need a sign-in. `scope` is what every read is limited to. */
export interface SignedIn {
  person: Person;
  /** Null for an API key. */
  sessionId: string | null;
  /** Null for a session. */
  keyId: string | null;
  /** What the key is for; everything for a session. */
  may: ReadonlySet<KeyScope>;
  scope: MailScope;
}

type Caller<R extends Route> = R['access'] extends 'public' ? unknown : SignedIn;

/** One validated request, as a handler receives it. */
export type Call<R extends Route> = RouteRequest<R> &
  Caller<R> & { services: Services; request: FastifyRequest; reply: FastifyReply };

/** What a handler owes: nothing at all where the answer has no body. */
// biome-ignore lint/suspicious/noConfusingVoidType: it stands for the answer of a function alone.
type Owed<R extends Route> = R['response'] extends null ? void : RouteAnswer<R>;

export interface Handler {
  name: RouteName;
  handle(call: never): Promise<unknown>;
}

/** Ties a handler to its route in the contract: the parts it receives and the answer it owes are typed by it. */
export function handler<Name extends RouteName>(
  name: Name,
  handle: (call: Call<(typeof routes)[Name]>) => Promise<Owed<(typeof routes)[Name]>>,
): Handler {
  return { name, handle };
}

/** Every route of the contract has exactly one handler, or the server does not start. */
export function handlersByName(handlers: readonly Handler[]): Map<RouteName, Handler> {
  const byName = new Map<RouteName, Handler>();
  for (const one of handlers) {
    if (byName.has(one.name)) throw new Error(`The route ${one.name} has two handlers`);
    byName.set(one.name, one);
  }
  for (const name of Object.keys(routes) as RouteName[]) {
    if (!byName.has(name)) throw new Error(`The route ${name} has no handler`);
  }
  return byName;
}
