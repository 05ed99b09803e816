/** Everything of an app's credentials that must stand in no report, whoever quotes it. */
import { readAssertion } from '../provider/oauth2/federated-assertion.ts';
import type { ExaminedApp } from './target.ts';

export async function secretsOf({ credentials }: Pick<ExaminedApp, 'credentials'>): Promise<string[]> {
  const secrets = await Promise.all(
    credentials.map(async ({ proof }) => {
      switch (proof?.kind) {
        case 'secret':
          return [proof.value];
        case 'certificate':
          return [proof.privateKey, ...linesOf(proof.privateKey)];
        case 'federated':
          // A file that cannot be read has no secret to tell.
          return [await readAssertion(proof.file).catch(() => '')];
        default:
          return [];
      }
    }),
  );
  return secrets.flat().filter((secret) => secret !== '');
}

/** The lines of a PEM text that hold the key: one of them alone would tell a part of it. */
function linesOf(pem: string): string[] {
  return pem
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('-----'));
}
