import type { Store } from '@mailroom/store';
import type { MailServer } from '../server/mail-server.ts';
import { owner } from './synchronise.ts';

/** Links the server's mailbox, whole, as its owner would have done; the store's scope knows it from the next one on. @returns the account's id */
export async function linkMailbox(store: Store, { address, secret, line }: MailServer): Promise<string> {
  const login = { host: 'localhost', security: 'tls' as const, user: address, password: secret };
  const { id } = await store.passwordMailboxes.create(owner, {
    address,
    name: 'Ann',
    imap: { ...login, port: line.port },
    // Nothing is sent.
    smtp: { ...login, port: 1 },
  });
  await store.accounts.start(await store.scopeOf({ id: owner, role: 'member' }), id, { kind: 'everything' });
  return id;
}
