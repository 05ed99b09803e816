import { catalogue } from '@mailroom/model/catalogue/index';
import { expect, it } from 'vitest';
import { variables } from '../i18n/testing/locale-files.ts';
import english from '../locales/en/catalogue.json' with { type: 'json' };

it('interpolates in both sentences together exactly what the catalogue says an entry has', () => {
  const texts: Record<string, { what: string; mend: string }> = english;
  const told = Object.entries(texts).map(([id, { what, mend }]) => [id, variables(`${what} ${mend}`)]);
  const stated = catalogue.map(({ id, variables }) => [id, [...variables].sort()]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(stated));
});
