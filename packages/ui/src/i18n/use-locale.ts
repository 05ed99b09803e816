import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Formats, formatsOf } from '../format/formats.ts';

/** The language in use with its formats for dates, numbers, sizes and lists. */
export function useLocale(): Formats {
  const { i18n } = useTranslation();
  const tag = i18n.resolvedLanguage ?? 'en';
  return useMemo(() => formatsOf(tag), [tag]);
}
