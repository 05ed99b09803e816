import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { localeTag } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { baseKey, pluralForm, readTexts, type Texts, usedKeys, variables } from './locale-files.ts';

export interface LocaleCheck {
  /** The folder with one folder per language. */
  locales: string;
  /** Folders whose sources may use these texts. */
  sources: readonly string[];
  /** Keys that code makes from a value: the prefix it writes, and every value there is. */
  enumerated: Readonly<Record<string, readonly string[]>>;
}

const namesOf = (texts: Texts): string[] =>
  [...texts].flatMap(([namespace, keys]) => [...keys.keys()].map((key) => `${namespace}:${baseKey(key)}`));

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** Declares the tests of a package's locale files: nothing missing, nothing extra, nothing unused, plurals and variables right. */
export function checkLocales({ locales, sources, enumerated }: LocaleCheck): void {
  const english = readTexts(join(locales, 'en'));
  const all = localeTag.options.map((tag) => [tag, readTexts(join(locales, tag))] as const);

  it('has a folder for each of the six languages and no other', () => {
    expect(readdirSync(locales).sort()).toEqual([...localeTag.options].sort());
  });

  it('uses every text, and has every text that is used', () => {
    const used = sources.map(usedKeys);
    const namespaces = new Set(english.keys());
    const ours = (key: string): boolean => namespaces.has(key.split(':')[0] ?? '');
    const prefixes = new Set(used.flatMap(({ prefixes }) => [...prefixes]).filter(ours));
    const literal = used.flatMap(({ literal }) => [...literal]).filter(ours);
    expect([...prefixes].sort(), 'keys made from values').toEqual(Object.keys(enumerated).sort());
    const made = Object.entries(enumerated).flatMap(([prefix, values]) =>
      values.map((value) => `${prefix}${value}`),
    );
    expect(distinct(namesOf(english))).toEqual(distinct([...literal, ...made]));
  });

  describe.each(all)('%s', (tag, texts) => {
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;

    it('has the keys of English and no others', () => {
      expect(distinct(namesOf(texts))).toEqual(distinct(namesOf(english)));
    });

    it('has every plural form the language has, and no other', () => {
      for (const [namespace, keys] of texts) {
        const byBase = new Map<string, string[]>();
        for (const key of keys.keys()) {
          const form = pluralForm(key);
          if (form) byBase.set(baseKey(key), [...(byBase.get(baseKey(key)) ?? []), form]);
        }
        for (const [base, present] of byBase) {
          expect(present.sort(), `${namespace}:${base}`).toEqual([...forms].sort());
        }
      }
    });

    it('interpolates what English interpolates', () => {
      for (const [namespace, keys] of texts) {
        for (const [key, text] of keys) {
          const form = pluralForm(key);
          const model = english.get(namespace)?.get(form ? `${baseKey(key)}_other` : key) ?? '';
          expect(variables(text), `${namespace}:${key}`).toEqual(variables(model));
        }
      }
    });

    it('leaves no text empty or with space around it', () => {
      for (const keys of texts.values()) {
        for (const [key, text] of keys) {
          expect(text.trim(), key).toBe(text);
          expect(text, key).not.toBe('');
        }
      }
    });
  });
}
