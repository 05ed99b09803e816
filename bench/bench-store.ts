/** A store of a measurement's own, in a directory that is removed afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Log } from '@mailroom/engine/ports/index';
import { openStore, type Store } from '@mailroom/store';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
/** Every store of a measurement is sealed with it; a server that opens one is told so. */
export const secretKey = '00'.repeat(32);
/** Whose the store's accounts are. */
export const personId = 'ada';

/** Measures a store of `--messages` messages (100,000), in a directory of its own. */
export async function withMessages(
  args: readonly string[],
  measure: (messages: number, directory: string) => Promise<object>,
): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, messages: { type: 'string', default: '100000' } },
  });
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-bench-'));
  try {
    return await measure(Number(values.messages), directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export function openBenchStore(file: string, dataDir: string): Promise<Store> {
  return openStore({ file, dataDir, secretKey, clock: { now: () => new Date() }, log: silent });
}

/** An account that no server stands behind. @returns its id */
export async function addAccount(
  store: Store,
  { owner = personId, address = 'ada@practice.test' }: { owner?: string; address?: string } = {},
): Promise<string> {
  const host = { host: 'localhost', port: 993, security: 'tls', user: address, password: 'x' } as const;
  const account = { address, name: 'Ada', imap: host, smtp: host };
  const { id } = await store.passwordMailboxes.create(owner, account);
  await store.accounts.start(await store.scopeOf({ id: owner, role: 'member' }), id, {
    kind: 'everything',
  });
  return id;
}
