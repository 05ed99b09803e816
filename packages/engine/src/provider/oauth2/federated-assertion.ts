/** The assertion of workload identity federation (RFC 7523 2.2): a token that the platform Mailroom runs on keeps fresh in a file. */
import { readFile } from 'node:fs/promises';
import { Failure } from '@mailroom/model';

/** The setting that names the file. */
const setting = 'MAILROOM_FEDERATED_TOKEN_FILE';

/**
 * Reads the file anew: platforms replace its content long before the token in it ends, and tell nobody.
 * @throws Failure `federated-token-missing` when there is no file, it cannot be read, or nothing is in it.
 */
export async function readAssertion(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    throw missing(file, thrown);
  });
  const assertion = text.trim();
  if (assertion === '') throw missing(file, null);
  return assertion;
}

function missing(file: string, cause: unknown): Failure {
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  return new Failure({
    origin: 'administrator',
    kind: 'federated-token-missing',
    next: { do: 'ask-administrator' },
    code: cause === null ? 'empty' : code,
    detail: { setting, file },
    cause,
  });
}
