/**
 * The shape of a route in the API contract. The server registers its handlers from these objects, the OpenAPI document is made
 * from them, and the client's calls are typed by them: there is no second description.
 */
import type { z } from 'zod';
import type { KeyScope } from '../api-key.ts';

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters, below the server's address. */
  path: `/api/v1/${string}`;
  /** One sentence for the OpenAPI document. */
  summary: string;
  tag: string;
  /** `public`: before sign-in. `person`: anyone signed in. `administrator`: that role. */
  access: 'public' | 'person' | 'administrator';
  /** What an API key needs for it; null: no key may. Without it, what `keyScopeOf` says. */
  key?: KeyScope | null;
  /** Open to whoever lacks the second factor that the organisation demands, for it is how they get one. */
  enrolling?: true;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** JSON answer with status 200; `null` answers 204 without a body. */
  response: z.ZodType | null;
}

/** Keeps the literal types of a contract while checking its shape. */
export function contract<const Routes extends Record<string, Route>>(routes: Routes): Routes {
  return routes;
}

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;
type Part<R, Key extends string> = R extends { [K in Key]: infer Schema } ? Schema : undefined;

/** What a caller hands in: only the parts that the route has. */
export type RouteInput<R extends Route> = {
  [Key in 'params' | 'query' | 'body' as Part<R, Key> extends z.ZodType ? Key : never]: Input<Part<R, Key>>;
};

/** What a handler receives after validation. */
export type RouteRequest<R extends Route> = {
  [Key in 'params' | 'query' | 'body' as Part<R, Key> extends z.ZodType ? Key : never]: Output<Part<R, Key>>;
};

export type RouteAnswer<R extends Route> = R['response'] extends z.ZodType
  ? z.output<R['response']>
  : undefined;
