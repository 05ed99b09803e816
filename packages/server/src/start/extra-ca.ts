import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StartProblem } from './start-problem.ts';

/** PEM text of further certificate authorities, or null. Throws a `StartProblem` for a file that holds none. */
export async function readExtraCa(file: string | null): Promise<string | null> {
  if (file === null) return null;
  try {
    const pem = await readFile(file, 'utf8');
    new X509Certificate(pem);
    return pem;
  } catch (thrown) {
    throw new StartProblem(`MAILROOM_EXTRA_CA_FILE: ${file} cannot be read as PEM certificates.`, {
      cause: thrown,
    });
  }
}
