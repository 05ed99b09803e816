/**
 * States of accounts that could not be stored: a disk that is full takes not even the news that it is. They are kept in memory, where
 * every store of this process that is open on the same file finds them, whichever thread it is in, and go when one can be stored again.
 */
import { BroadcastChannel } from 'node:worker_threads';
import type { AccountStatus } from '@mailroom/engine/ports/index';
import type { Account } from '@mailroom/model';
import { StoredAccounts } from './account-port.ts';

type Unsaved = Pick<Account, 'state' | 'failure' | 'progress' | 'nextSyncAt'>;

interface Message {
  accountId: string;
  /** Null: stored again. */
  status: Unsaved | null;
}

export class UnsavedStatuses {
  readonly #statuses = new Map<string, Unsaved>();
  readonly #channel: BroadcastChannel;

  /** @param name the same for all stores on one database, and for no other. */
  constructor(name: string) {
    this.#channel = new BroadcastChannel(`mailroom:unsaved-status:${name}`);
    this.#channel.onmessage = ({ data }) => this.#take(data as Message);
    this.#channel.unref();
  }

  /** Ids of the accounts whose state is not the stored one. */
  get accountIds(): string[] {
    return [...this.#statuses.keys()];
  }

  note(accountId: string, { state, failure, progress, nextSyncAt }: AccountStatus): void {
    const status = { state, failure, progress, nextSyncAt: nextSyncAt?.toISOString() ?? null };
    this.#tell({ accountId, status });
  }

  forget(accountId: string): void {
    if (this.#statuses.has(accountId)) this.#tell({ accountId, status: null });
  }

  /** The account as it is, rather than as it was when its state could last be stored. */
  shown(account: Account): Account {
    const unsaved = this.#statuses.get(account.id);
    // An account that its owner or an administrator has put to rest has no runner whose news would count.
    const rests = ['choosing', 'paused', 'unlinking'].includes(account.state);
    return unsaved && !rests ? { ...account, ...unsaved } : account;
  }

  close(): void {
    this.#channel.close();
  }

  #tell(message: Message): void {
    this.#take(message);
    this.#channel.postMessage(message);
  }

  #take({ accountId, status }: Message): void {
    if (status) this.#statuses.set(accountId, status);
    else this.#statuses.delete(accountId);
  }
}

/** Stores states, and remembers those that it could not. */
export class RememberedAccounts extends StoredAccounts {
  readonly #unsaved: UnsavedStatuses;

  constructor(context: ConstructorParameters<typeof StoredAccounts>[0], unsaved: UnsavedStatuses) {
    super(context);
    this.#unsaved = unsaved;
  }

  override async saveStatus(accountId: string, status: AccountStatus): Promise<void> {
    try {
      await super.saveStatus(accountId, status);
    } catch (thrown) {
      this.#unsaved.note(accountId, status);
      throw thrown;
    }
    this.#unsaved.forget(accountId);
  }
}
