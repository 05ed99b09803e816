import type { Log } from '@mailroom/engine/ports/index';
import { noOrigin } from '../access/mail-scope.ts';
import type { Doer } from '../audit/record.ts';

export const secretKey = '42'.repeat(32);

/** Who enters provider apps. */
export const administrator: Doer = { personId: 'ada', origin: noOrigin };

export const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silent,
};
