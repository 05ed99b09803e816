import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocaleTag } from '@mailroom/model';

const packages = join(import.meta.dirname, '../packages');

/** A text of the locale files by the key the product uses (`accounts:link`), with its variables filled in. */
export type Text = (key: string, variables?: Readonly<Record<string, string | number>>) => string;

/**
 * What the screens say in one language, so that a test names a text by its key and never repeats it.
 * @throws RangeError for a key that no locale file has.
 */
export function textsIn(tag: LocaleTag): Text {
  const plurals = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  return (key, variables = {}) => {
    const { count } = variables;
    const template =
      (typeof count === 'number' ? find(tag, `${key}_${plurals.select(count)}`) : undefined) ??
      find(tag, key);
    if (template === undefined) throw new RangeError(`No locale file has ${key}`);
    return template.replace(/\{\{\s*(\w+)[^}]*\}\}/g, (_, name: string) => {
      const value = variables[name] ?? '';
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}

/**
 * A text of the locale files whose variables may hold anything, as whoever looks at a screen knows it.
 * @throws RangeError for a key that no locale file has.
 */
export function patternOf(tag: LocaleTag, key: string): RegExp {
  const template = find(tag, key);
  if (template === undefined) throw new RangeError(`No locale file has ${key}`);
  const literal = (text: string): string =>
    text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(
    template
      .split(/\{\{[^}]*\}\}/)
      .map(literal)
      .join('.*?'),
    's',
  );
}

const files = new Map<string, unknown>();

function readFile(path: string): unknown {
  const known = files.get(path);
  if (known !== undefined) return known;
  const content = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  files.set(path, content);
  return content;
}

/** Words of the model, which more than screens speak, stand with it: a file for each language. */
const ofTheModel: Readonly<Record<string, string>> = {
  catalogue: 'model/src/catalogue/locales',
  report: 'model/src/doctor/locales',
};

function filesOf(tag: LocaleTag, namespace: string): string[] {
  const folder = ofTheModel[namespace];
  if (folder !== undefined) return [join(packages, folder, `${tag}.json`)];
  return ['web', 'ui'].map((owner) => join(packages, owner, 'src/locales', tag, `${namespace}.json`));
}

function find(tag: LocaleTag, key: string): string | undefined {
  const [namespace = '', path = ''] = key.split(':');
  for (const file of filesOf(tag, namespace)) {
    let found: unknown;
    try {
      found = readFile(file);
    } catch {
      continue;
    }
    for (const step of path.split('.')) {
      found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined;
    }
    if (typeof found === 'string') return found;
  }
  return undefined;
}
