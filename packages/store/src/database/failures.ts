/** What SQLite and the file system say when this machine is the problem, as failures. */
import { Failure } from '@mailroom/model';

/** Result codes of SQLite ("Result and Error Codes"); the low byte is the primary code. */
const sqliteBusy = 5;
const sqliteFull = 13;

function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return undefined;
  return typeof thrown.errcode === 'number' ? thrown.errcode % 256 : undefined;
}

export function isBusy(thrown: unknown): boolean {
  return resultCode(thrown) === sqliteBusy;
}

function isFull(thrown: unknown): boolean {
  if (resultCode(thrown) === sqliteFull) return true;
  return (
    thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT')
  );
}

/** A full disk as a `Failure` of kind `disk-full`, which only an administrator can mend; anything else as it was thrown. */
export function storageFailure(thrown: unknown): unknown {
  if (!isFull(thrown)) return thrown;
  return new Failure({
    origin: 'administrator',
    kind: 'disk-full',
    next: { do: 'ask-administrator' },
    cause: thrown,
  });
}
