/**
 * Tokens that were issued and could not be stored (a full disk, a locked database). The provider may have ended the ones before with
 * them, so they are kept in memory, used, and stored as soon as that works again.
 */
import type { CredentialPort, TokenSet } from '../../ports/accounts.ts';
import type { Log } from '../../ports/log.ts';

type Issued = Omit<TokenSet, 'version'>;

export class UnsavedTokens {
  readonly #credentials: Pick<CredentialPort, 'saveTokens'>;
  readonly #log: Log;
  readonly #held = new Map<string, { issued: Issued; version: number }>();

  constructor(deps: { credentials: Pick<CredentialPort, 'saveTokens'>; log: Log }) {
    this.#credentials = deps.credentials;
    this.#log = deps.log;
  }

  /** Stores them, or keeps them here. @returns false where another process has stored newer ones */
  async save(accountId: string, issued: Issued, version: number): Promise<boolean> {
    try {
      const saved = await this.#credentials.saveTokens(accountId, issued, version);
      this.#held.delete(accountId);
      return saved;
    } catch (thrown) {
      this.#held.set(accountId, { issued, version });
      this.#log.error(
        { accountId, err: thrown },
        'refreshed tokens could not be stored; they are kept in memory',
      );
      return true;
    }
  }

  /** The newest there are, given those that are stored. Tries again to store what is kept here. */
  async newest(accountId: string, stored: TokenSet): Promise<TokenSet> {
    const held = this.#held.get(accountId);
    if (held === undefined) return stored;
    if (held.version !== stored.version || !(await this.save(accountId, held.issued, held.version))) {
      this.#held.delete(accountId);
      return stored;
    }
    return { ...held.issued, version: this.#held.has(accountId) ? held.version : held.version + 1 };
  }
}
