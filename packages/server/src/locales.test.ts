/** The server's own texts: complete in every language, each used, each used one there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CredentialNotice, localeTag } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { type EndingKind, mailText } from './notices/mail-text.ts';
import { noticeTexts } from './notices/texts.ts';

const folder = join(import.meta.dirname, 'locales');

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const texts = (tag: string) =>
  flat(JSON.parse(readFileSync(join(folder, tag, 'notices.json'), 'utf8')) as Tree);
const variables = (text = '') => [...new Set(text.match(/\{\{\w+/g))].sort();
const base = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const bases = (keys: Iterable<string>) => [...new Set([...keys].map(base))].sort();

const kinds: EndingKind[] = ['secret', 'certificate'];
const days = [0, -1, 1, 2, 3, 5, 14, 21, 60, 1_000_000];

function notice(left: number, covered: boolean): CredentialNotice {
  const ids = { providerAppId: '7', credentialId: '8' };
  return { kind: 'credential-expires', ...ids, name: 'A & B', expires: '2026-12-24', days: left, covered };
}

const everyMail = kinds.flatMap((kind) =>
  days.flatMap((left) =>
    [true, false].map((covered) => ({
      notice: notice(left, covered),
      kind,
      hint: 'abcd',
      address: 'https://mail.example.com',
    })),
  ),
);

const english = texts('en');

it('there is a folder for each of the six languages and no other', () => {
  expect(readdirSync(folder).sort()).toEqual([...localeTag.options].sort());
});

it('every text is used by a mail, and every mail has its texts', () => {
  const used = new Set<string>();
  const record = (key: string) => {
    used.add(key);
    return key;
  };
  for (const mail of everyMail) mailText(mail, record, 'en');
  expect([...used].sort()).toEqual(bases(english.keys()));
});

describe.each(localeTag.options)('%s', (tag) => {
  const own = texts(tag);

  it('has the keys of English, in every plural form of the language and no other', () => {
    expect(bases(own.keys())).toEqual(bases(english.keys()));
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const plural = bases([...english.keys()].filter((key) => base(key) !== key));
    const expected = bases(english.keys()).flatMap((key) =>
      plural.includes(key) ? forms.map((form) => `${key}_${form}`) : [key],
    );
    expect([...own.keys()].sort()).toEqual(expected.sort());
  });

  it('interpolates what English interpolates, and leaves nothing empty', () => {
    for (const [key, text] of own) {
      const model = english.get(key) ?? english.get(`${base(key)}_other`);
      expect(variables(text), key).toEqual(variables(model));
      expect(text, key).toMatch(/^\S(.*\S)?$/);
    }
  });

  it('writes every mail in whole sentences: no key, no brace, the name as it is', () => {
    for (const mail of everyMail) {
      const { subject, text } = mailText(mail, noticeTexts(tag), tag);
      expect(subject).toContain('A & B');
      expect(text).toContain('https://mail.example.com/settings/provider-apps/7\n');
      expect(`${subject}${text}`).not.toMatch(/\{\{|\}\}|\b(subject|secret|certificate)\.\w|undefined|NaN/);
      const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
      expect(text).toContain(date.format(new Date('2026-12-24T00:00:00Z')));
    }
  });
});
