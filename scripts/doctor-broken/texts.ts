/** The catalogue's sentences in every language, as a screen shows them. */
import { readdirSync, readFileSync } from 'node:fs';

const locales = new URL('../../packages/model/src/catalogue/locales/', import.meta.url);

export type Sentences = Readonly<Record<string, { what: string; mend: string } | undefined>>;

export function readSentences(): Map<string, Sentences> {
  const files = readdirSync(locales).sort();
  return new Map(
    files.map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(new URL(file, locales), 'utf8')),
    ]),
  );
}

/** A sentence with its values; what remains between braces has none, and would be shown raw. */
export function interpolated(sentence: string, detail: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{\{\s*(\w+)\s*\}\}/g, (raw, name: string) => detail[name] ?? raw);
}
