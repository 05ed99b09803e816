import { join } from 'node:path';
import { openBenchStore } from './bench-store.ts';

export interface Addition {
  /** The server's data directory, sealed as every store of a measurement is; the server is stopped. */
  directory: string;
  /** Whose mailboxes they are. */
  owner: string;
  /** Of the IMAP server, on this machine and under TLS. */
  port: number;
  addresses: readonly string[];
  password: string;
}

/** Accounts straight into the store: linking five hundred mailboxes by hand is not what is measured. */
export async function addAccounts({ directory, owner, port, addresses, password }: Addition) {
  const store = await openBenchStore(join(directory, 'mailroom.sqlite'), directory);
  try {
    for (const address of addresses) {
      const host = { host: 'localhost', port, security: 'tls', user: address, password } as const;
      const { id } = await store.passwordMailboxes.create(owner, {
        address,
        name: '',
        imap: host,
        smtp: host,
      });
      await store.accounts.start(await store.scopeOf({ id: owner, role: 'member' }), id, {
        kind: 'everything',
      });
    }
  } finally {
    await store.close();
  }
}
