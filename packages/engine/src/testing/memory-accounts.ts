import { Failure } from '@mailroom/model';
import type {
  AccountPort,
  AccountRecord,
  AccountStatus,
  CredentialPort,
  OAuthCredentials,
  PasswordCredentials,
  ProviderAppCredentials,
  ReceivedInHour,
} from '../ports/accounts.ts';

/** One account in memory that remembers every status it was given. */
export class MemoryAccounts implements AccountPort {
  record: AccountRecord;
  readonly statuses: AccountStatus[] = [];
  readonly userNames: string[] = [];
  /** What was received earlier, for tests of what a provider allows in a day. */
  receivedBefore: ReceivedInHour[] = [];
  #received = 0;
  readonly #waiting = new Set<() => void>();

  constructor(record: AccountRecord) {
    this.record = record;
  }

  async runnable(): Promise<AccountRecord[]> {
    return ['choosing', 'unlinking'].includes(this.record.state) ? [] : [{ ...this.record }];
  }

  async read(accountId: string): Promise<AccountRecord | undefined> {
    return accountId === this.record.id ? { ...this.record } : undefined;
  }

  async saveStatus(_accountId: string, status: AccountStatus): Promise<void> {
    this.statuses.push(status);
    this.record.state = status.state;
    if (status.firstSyncDone !== undefined) this.record.firstSyncDone = status.firstSyncDone;
    for (const look of [...this.#waiting]) look();
  }

  /** Everything counted is of this hour of `receivedBefore`, or of the first. */
  async countReceived(_accountId: string, octets: number): Promise<ReceivedInHour[]> {
    this.#received += octets;
    const hour = this.receivedBefore.at(-1)?.hour ?? 0;
    return [...this.receivedBefore, { hour, octets: this.#received }];
  }

  async saveUserName(_accountId: string, half: 'imap' | 'smtp', user: string): Promise<void> {
    this.userNames.push(`${half} ${user}`);
  }

  get status(): AccountStatus | undefined {
    return this.statuses.at(-1);
  }

  /** Resolves with the first status from now on (or the present one) that satisfies `isIt`. */
  until(isIt: (status: AccountStatus) => boolean): Promise<AccountStatus> {
    return new Promise((resolve) => {
      const look = () => {
        const { status } = this;
        if (!status || !isIt(status)) return;
        this.#waiting.delete(look);
        resolve(status);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

export class MemoryCredentials implements CredentialPort {
  stored: PasswordCredentials | OAuthCredentials;

  constructor(stored: PasswordCredentials | OAuthCredentials) {
    this.stored = stored;
  }

  async read(): Promise<PasswordCredentials | OAuthCredentials> {
    return this.stored;
  }

  async saveTokens(): Promise<boolean> {
    return true;
  }

  async claimRefresh(): Promise<boolean> {
    return true;
  }

  async releaseRefresh(): Promise<void> {}

  async idleGrants(): Promise<string[]> {
    return [];
  }

  async providerApp(id: string): Promise<ProviderAppCredentials> {
    throw new Failure({ origin: 'mailroom', kind: 'not-found', detail: { providerApp: id } });
  }

  async saveCredentialFailure(): Promise<void> {}

  async saveProviderAppFailure(): Promise<void> {}
}
