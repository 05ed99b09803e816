/** Reads locale files and the sources that use them, for the tests of every package that has texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts by namespace and dotted key: `mail` → `unreadCount_one` → "…". */
export type Texts = Map<string, Map<string, string>>;

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'string') {
    into.set(path, value);
    return;
  }
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`${path} is neither a text nor a group of texts`);
  for (const [key, below] of Object.entries(value))
    flatten(below, path === '' ? key : `${path}.${key}`, into);
}

export function readTexts(folder: string): Texts {
  const texts: Texts = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const keys = new Map<string, string>();
    flatten(JSON.parse(readFileSync(join(folder, file), 'utf8')), '', keys);
    texts.set(file.replace(/\.json$/, ''), keys);
  }
  return texts;
}

const plural = /_(?:zero|one|two|few|many|other)$/;

/** The key without its plural form, as the code names it. */
export const baseKey = (key: string): string => key.replace(plural, '');

export const pluralForm = (key: string): string | null => plural.exec(key)?.[0].slice(1) ?? null;

/** The names between braces, without their format: `{{count, number}}` is `count`. */
export function variables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))].sort();
}

/** Every `namespace:key` written in the sources below a folder, tests and declarations apart. */
export function usedKeys(folder: string): { literal: Set<string>; prefixes: Set<string> } {
  const literal = new Set<string>();
  const prefixes = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file) || /\.(?:test|e2e|d)\.tsx?$/.test(file)) continue;
    const source = readFileSync(join(folder, file), 'utf8');
    for (const match of source.matchAll(/'(\w+:[\w.-]+)'/g)) literal.add(match[1] ?? '');
    for (const match of source.matchAll(/`(\w+:[\w.-]*)\$\{/g)) prefixes.add(match[1] ?? '');
  }
  return { literal, prefixes };
}
