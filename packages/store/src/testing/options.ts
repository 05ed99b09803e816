import type { Log } from '@mailroom/engine/ports/index';

export const secretKey = '42'.repeat(32);

export const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silent,
};
