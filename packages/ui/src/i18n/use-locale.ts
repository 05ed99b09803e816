import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Formats, formatsOf } from '../format/formats.ts';

/** The time zone in which dates are written, by its name in the IANA database; undefined is that of the browser. */
export const TimeZone = createContext<string | undefined>(undefined);

/** The browser's own region of a language where it has one: a reader in Britain gets 14:05 and not 2:05 PM. */
function regional(tag: string): string {
  const language = tag.split('-')[0];
  return navigator.languages.find((wish) => wish.split('-')[0] === language) ?? tag;
}

/** The language in use with its formats for dates, numbers, sizes and lists, and the time zone around. */
export function useLocale(): Formats {
  const { i18n } = useTranslation();
  const tag = i18n.resolvedLanguage ?? 'en';
  const timeZone = useContext(TimeZone);
  return useMemo(() => formatsOf(regional(tag), timeZone), [tag, timeZone]);
}
