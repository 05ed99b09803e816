import { join } from 'node:path';
import { openStore } from '@mailroom/store';

export interface Addition {
  /** The server's data directory; the server is stopped. */
  directory: string;
  secretKey: string;
  /** Whose mailboxes they are. */
  owner: string;
  /** Of the IMAP server, on this machine and under TLS. */
  port: number;
  addresses: readonly string[];
  password: string;
}

/** Accounts straight into the store: linking five hundred mailboxes by hand is not what is measured. */
export async function addAccounts({ directory, secretKey, owner, port, addresses, password }: Addition) {
  const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
  const store = await openStore({
    file: join(directory, 'mailroom.sqlite'),
    dataDir: directory,
    secretKey,
    clock: { now: () => new Date() },
    log: silent,
  });
  try {
    for (const address of addresses) {
      const host = { host: 'localhost', port, security: 'tls', user: address, password } as const;
      const { id } = await store.accounts.createImap(owner, { address, name: '', imap: host, smtp: host });
      await store.accounts.start(owner, id, { kind: 'everything' });
    }
  } finally {
    await store.close();
  }
}
