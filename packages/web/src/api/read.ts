import { type CallAnswer, type CallInput, queryKey } from '@mailroom/client';
import type { RouteName } from '@mailroom/model/api/index';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

/** One read of the API for the cache: filed under its call, cancelled with its screen. */
export function read<Name extends RouteName>(name: Name, input: CallInput<Name>) {
  return queryOptions<CallAnswer<Name>>({
    queryKey: queryKey(name, input),
    queryFn: ({ signal }) => call(name, input, { signal }),
  });
}
