/**
 * Secrets at rest: AES-256-GCM (NIST SP 800-38D) with a fresh random 96-bit IV per record, bound to the row and column that it is
 * stored in, so that one that was copied to another row does not open there.
 *
 * Text form: `v1.<iv>.<tag>.<ciphertext>`, each part base64url. The version names the algorithm and the key derivation; a later one
 * is added beside it, and old texts still open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/** Where a secret is stored. Columns of a row hold different secrets, so all three belong to its address. */
export interface SecretPlace {
  table: string;
  row: number | string;
  column: string;
}

/** A stored secret does not open: another key, an altered text, or a text from another row. Says where, never what. */
export class SecretUnreadable extends Error {
  constructor(place: SecretPlace, cause?: unknown) {
    super(`The secret in ${place.table} ${place.row} ${place.column} cannot be opened`, { cause });
    this.name = 'SecretUnreadable';
  }
}

function addressBytes({ table, row, column }: SecretPlace): Buffer {
  // JSON keeps ("a", "bc") and ("ab", "c") apart, which joining would not.
  return Buffer.from(JSON.stringify([version, table, String(row), column]), 'utf8');
}

export class SecretBox {
  readonly #key: Buffer;

  /** @param key 32 bytes, from `purposeKey`. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  seal(text: string, place: SecretPlace): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv, { authTagLength: tagBytes });
    cipher.setAAD(addressBytes(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [
      version,
      iv.toString('base64url'),
      cipher.getAuthTag().toString('base64url'),
      sealed.toString('base64url'),
    ].join('.');
  }

  /** @throws SecretUnreadable */
  open(sealed: string, place: SecretPlace): string {
    const [found, iv, tag, ciphertext, ...rest] = sealed
      .split('.')
      .map((part, at) => (at === 0 ? part : Buffer.from(part, 'base64url')));
    if (
      found !== version ||
      rest.length > 0 ||
      !(iv instanceof Buffer && iv.length === ivBytes) ||
      // GCM would accept a shorter tag, which is easier to guess.
      !(tag instanceof Buffer && tag.length === tagBytes) ||
      !(ciphertext instanceof Buffer)
    ) {
      throw new SecretUnreadable(place);
    }
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, iv, { authTagLength: tagBytes });
      decipher.setAAD(addressBytes(place));
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
    } catch (thrown) {
      throw new SecretUnreadable(place, thrown);
    }
  }
}
