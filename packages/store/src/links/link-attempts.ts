/**
 * Attempts to link an account: what is remembered between leaving for the provider's sign-in page and coming back
 * (RFC 6749 4.1, RFC 7636, RFC 9700 2.1). One attempt is good for one return.
 */
import { Failure } from '@mailroom/model';
import { type StoreContext, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import { fingerprint } from '../secrets/fingerprint.ts';

export interface LinkAttempt {
  personId: string;
  /** The browser session that began it; the return must come from the same. Stored only as a hash. */
  sessionId: string;
  providerAppId: string;
  /** The account to reconnect; null links a new one. */
  accountId: string | null;
  /** A shared mailbox that whoever signs in opens as its delegate; null for their own. */
  sharedAddress: string | null;
  /** Stored only as a hash. */
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
}

export type ClaimedLink = Omit<LinkAttempt, 'sessionId' | 'state'>;

/** Time to sign in, find the second factor, and read the consent page. */
const lifetime = 15 * 60_000;
/** Used and expired attempts are kept this long, so that a reloaded return is told what it is. */
const remembered = 24 * 60 * 60_000;

export class LinkAttempts {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Stores the attempt for 15 minutes. */
  async begin(attempt: LinkAttempt): Promise<void> {
    await write(this.#context, async ({ db, now }) => {
      await db
        .deleteFrom('link_attempts')
        .where('expires_at', '<', now - remembered)
        .execute();
      const stateHash = fingerprint(attempt.state);
      await db
        .insertInto('link_attempts')
        .values({
          state_hash: stateHash,
          person_id: attempt.personId,
          session_hash: fingerprint(attempt.sessionId),
          provider_app_id: rowNumber(attempt.providerAppId) ?? 0,
          account_id: attempt.accountId === null ? null : rowNumber(attempt.accountId),
          shared_address: attempt.sharedAddress,
          nonce: attempt.nonce,
          code_verifier: this.#context.secrets.seal(attempt.codeVerifier, verifierPlace(stateHash)),
          redirect_uri: attempt.redirectUri,
          created_at: now,
          expires_at: now + lifetime,
        })
        .execute();
    });
  }

  /**
   * Takes the attempt, once: of two returns with the same state, however close together, one gets it. A return from another
   * browser session does not use it up.
   *
   * @throws Failure link-expired when there is no such attempt for this person and session or its time is over; link-already-used
   *   when it was taken before.
   */
  async claim(returned: { state: string; personId: string; sessionId: string }): Promise<ClaimedLink> {
    return write(this.#context, async ({ db, now }) => {
      const stateHash = fingerprint(returned.state);
      const row = await db
        .selectFrom('link_attempts')
        .selectAll()
        .where('state_hash', '=', stateHash)
        .where('person_id', '=', returned.personId)
        .where('session_hash', '=', fingerprint(returned.sessionId))
        .executeTakeFirst();
      if (row && row.used_at !== null) throw refused('link-already-used');
      if (!row || row.expires_at <= now) throw refused('link-expired');
      await db.updateTable('link_attempts').set({ used_at: now }).where('id', '=', row.id).execute();
      return {
        personId: row.person_id,
        providerAppId: String(row.provider_app_id),
        accountId: row.account_id === null ? null : String(row.account_id),
        sharedAddress: row.shared_address,
        nonce: row.nonce,
        codeVerifier: this.#context.secrets.open(row.code_verifier, verifierPlace(stateHash)),
        redirectUri: row.redirect_uri,
      };
    });
  }
}

function verifierPlace(stateHash: string) {
  return { table: 'link_attempts', row: stateHash, column: 'code_verifier' };
}

function refused(kind: 'link-expired' | 'link-already-used'): Failure {
  return new Failure({ origin: 'person', kind, next: { do: 'choose' } });
}
