import type { RouteName } from '@mailroom/model/api/index';
import type { CallInput } from '../call.ts';

/** What a cached answer is filed under: the call that read it. A key matches every longer key that agrees with it. */
export type QueryKey = readonly [RouteName, ...unknown[]];

export function queryKey<Name extends RouteName>(name: Name, input: CallInput<Name>): QueryKey {
  return [name, input];
}
