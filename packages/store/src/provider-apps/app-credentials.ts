/** Rows of `app_credentials`: how a credential is stored, read back without its secret, and opened for use. */
import type { AppCredential } from '@mailroom/engine/ports/index';
import { type Credential, credentialKind, type FailureWire } from '@mailroom/model';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { fromJson } from '../database/json.ts';
import type { AppCredentialsTable } from '../database/tables/provider-apps.ts';
import type { Tables } from '../database/tables.ts';
import { type SecretBox, type SecretPlace, SecretUnreadable } from '../secrets/secret-box.ts';

export type AppCredentialRow = Selectable<AppCredentialsTable>;

/** A credential as it is to be stored. Dates are calendar dates. */
export type NewCredential =
  | { kind: 'secret'; value: string; expires: string | null }
  /** PEM both: PKCS #8 and X.509. */
  | { kind: 'certificate'; privateKey: string; certificate: string; thumbprint: string; expires: string }
  /** Name of the file that the platform keeps the assertion in, without its directory. */
  | { kind: 'federated'; fileName: string };

/** Microsoft's portal shows a secret by its first characters; the last ones tell two secrets of one app apart just as well. */
const hintLength = 4;

function placeOf(id: number): SecretPlace {
  return { table: 'app_credentials', row: id, column: 'secret' };
}

function columnsOf(credential: NewCredential) {
  switch (credential.kind) {
    case 'secret':
      return {
        secret: credential.value,
        certificate: null,
        // Of a value so short that four characters were a good part of it, none are shown.
        hint: credential.value.length > 2 * hintLength ? credential.value.slice(-hintLength) : '…',
        expires: credential.expires,
      };
    case 'certificate':
      return {
        secret: credential.privateKey,
        certificate: credential.certificate,
        hint: credential.thumbprint,
        expires: credential.expires,
      };
    case 'federated':
      return { secret: null, certificate: null, hint: credential.fileName, expires: null };
  }
}

export async function insertCredential(
  db: Transaction<Tables>,
  secrets: SecretBox,
  appId: number,
  credential: NewCredential,
  now: number,
): Promise<void> {
  const { secret, ...columns } = columnsOf(credential);
  const { id } = await db
    .insertInto('app_credentials')
    .values({ provider_app_id: appId, kind: credential.kind, ...columns, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (secret === null) return;
  // Sealed in a second step of the transaction: the text is bound to the row's number, known only now.
  await db
    .updateTable('app_credentials')
    .set({ secret: secrets.seal(secret, placeOf(id)) })
    .where('id', '=', id)
    .execute();
}

/** Newest first: the order in which they are shown and tried. */
export async function credentialRows(
  db: Kysely<Tables>,
  appIds: readonly number[],
): Promise<AppCredentialRow[]> {
  if (appIds.length === 0) return [];
  return db
    .selectFrom('app_credentials')
    .selectAll()
    .where('provider_app_id', 'in', appIds)
    .orderBy('id', 'desc')
    .execute();
}

export function presentCredential(row: AppCredentialRow): Credential {
  return {
    id: String(row.id),
    kind: credentialKind.parse(row.kind),
    hint: row.hint,
    expires: row.expires,
    failure: row.failure === null ? null : fromJson<FailureWire>(row.failure),
    createdAt: new Date(row.created_at).toISOString(),
  };
}

/**
 * The credential with its secret. Undefined for a federated one while no setting names the platform's file: it cannot be used here,
 * the other one may be.
 *
 * @throws SecretUnreadable
 */
export function openCredential(
  row: AppCredentialRow,
  secrets: SecretBox,
  federatedTokenFile: string | null,
): AppCredential | undefined {
  const id = String(row.id);
  const kind = credentialKind.parse(row.kind);
  if (kind === 'federated') {
    return federatedTokenFile === null ? undefined : { id, kind, file: federatedTokenFile };
  }
  if (row.secret === null) throw new SecretUnreadable(placeOf(row.id));
  const secret = secrets.open(row.secret, placeOf(row.id));
  return kind === 'secret'
    ? { id, kind, value: secret }
    : { id, kind, privateKey: secret, certificate: row.certificate ?? '' };
}
