import { Failure } from '@mailroom/model';
import {
  type Route,
  type RouteAnswer,
  type RouteInput,
  type RouteName,
  routes,
} from '@mailroom/model/api/index';
import { failureOf, noAnswer } from './answer.ts';
import { type RequestParts, wireRequest } from './request.ts';

export interface ClientOptions {
  /** Address of the server without a trailing slash; empty for the page's own origin. */
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
  /** Checks every answer against the contract. For development and tests: the server has checked it already. */
  validate?: boolean;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Sent as `Idempotency-Key`: the same key gives the same answer and one transmission. */
  idempotencyKey?: string;
}

export type CallInput<Name extends RouteName> = RouteInput<(typeof routes)[Name]>;
export type CallAnswer<Name extends RouteName> = RouteAnswer<(typeof routes)[Name]>;

/** One typed call of the API. Throws a `Failure` for every answer but success, and the `AbortError` of a cancelled call. */
export type Call = <Name extends RouteName>(
  name: Name,
  input: CallInput<Name>,
  options?: CallOptions,
) => Promise<CallAnswer<Name>>;

export function createCall(options: ClientOptions = {}): Call {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const baseUrl = options.baseUrl ?? '';

  async function call(name: RouteName, input: RequestParts, more: CallOptions = {}): Promise<unknown> {
    const route: Route = routes[name];
    const request = wireRequest(route, input);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    if (more.idempotencyKey) headers['idempotency-key'] = more.idempotencyKey;

    const response = await send(`${baseUrl}${request.path}`, {
      method: request.method,
      headers,
      body: request.body,
      signal: more.signal,
      credentials: 'same-origin',
    }).catch((thrown: unknown) => {
      throw noAnswer(thrown);
    });
    if (!response.ok) throw await failureOf(response);
    if (route.response === null) return undefined;

    const answer: unknown = await response.json().catch((thrown: unknown) => {
      throw noAnswer(thrown);
    });
    if (!options.validate) return answer;
    const checked = route.response.safeParse(answer);
    if (checked.success) return checked.data;
    throw new Failure({
      origin: 'mailroom',
      kind: 'unexpected',
      detail: { route: name, field: checked.error.issues[0]?.path.join('.') ?? '' },
      cause: checked.error,
    });
  }

  return call as Call;
}
