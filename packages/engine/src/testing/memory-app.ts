import { Failure, type FailureWire } from '@mailroom/model';
import type {
  AccountCredentials,
  CredentialPort,
  ProviderAppCredentials,
  TokenSet,
} from '../ports/accounts.ts';

/** One provider app in memory, with the accounts that were linked through it; remembers what it was told of app and credentials. */
export class MemoryApp implements CredentialPort {
  app: ProviderAppCredentials;
  readonly accounts = new Map<string, AccountCredentials>();
  /** What the provider was said to make of each credential, oldest first; null where it took it. */
  readonly judged: { credentialId: string; kind: FailureWire['kind'] | null }[] = [];
  readonly appFailures: (FailureWire | null)[] = [];
  readonly #claims = new Set<string>();

  constructor(app: ProviderAppCredentials) {
    this.app = app;
  }

  async read(accountId: string): Promise<AccountCredentials> {
    const stored = this.accounts.get(accountId);
    if (stored === undefined) throw new Failure({ origin: 'person', kind: 'not-found' });
    return structuredClone(stored);
  }

  async saveTokens(accountId: string, tokens: Omit<TokenSet, 'version'>, expected: number): Promise<boolean> {
    const stored = this.accounts.get(accountId);
    if (stored?.kind !== 'oauth' || stored.tokens.version !== expected) return false;
    stored.tokens = { ...tokens, version: expected + 1 };
    return true;
  }

  async claimRefresh(accountId: string, version: number): Promise<boolean> {
    const stored = this.accounts.get(accountId);
    const claim = `${accountId} ${version}`;
    if (stored?.kind !== 'oauth' || stored.tokens.version !== version || this.#claims.has(claim))
      return false;
    this.#claims.add(claim);
    return true;
  }

  async releaseRefresh(accountId: string, version: number): Promise<void> {
    this.#claims.delete(`${accountId} ${version}`);
  }

  async idleGrants(before: Date): Promise<string[]> {
    return [...this.accounts].flatMap(([id, stored]) =>
      stored.kind === 'oauth' && stored.tokens.accessExpiresAt < before ? [id] : [],
    );
  }

  async providerApp(): Promise<ProviderAppCredentials> {
    return this.app;
  }

  async saveCredentialFailure(credentialId: string, failure: FailureWire | null): Promise<void> {
    this.judged.push({ credentialId, kind: failure?.kind ?? null });
  }

  async saveProviderAppFailure(_providerAppId: string, failure: FailureWire | null): Promise<void> {
    this.appFailures.push(failure);
  }
}
