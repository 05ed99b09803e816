import { type LocaleTag, localeTag } from '@mailroom/model';

/**
 * The language to use: the person's own setting, otherwise the first of the browser's wishes that Mailroom speaks, by exact tag and
 * then by its language alone (`pt-PT` is served `pt-BR`; `zh-TW` too is better served by simplified Chinese than by English).
 */
export function chooseLocale(own: LocaleTag | null, wishes: readonly string[]): LocaleTag {
  if (own) return own;
  for (const wish of wishes) {
    const exact = localeTag.options.find((tag) => tag.toLowerCase() === wish.toLowerCase());
    if (exact) return exact;
    const [language] = wish.toLowerCase().split('-');
    const close = localeTag.options.find((tag) => tag.toLowerCase().split('-')[0] === language);
    if (close) return close;
  }
  return 'en';
}

/** Each language by its own name, for the menu. */
export const localeNames: Record<LocaleTag, string> = {
  en: 'English',
  fr: 'Français',
  'zh-CN': '简体中文',
  ru: 'Русский',
  'pt-BR': 'Português (Brasil)',
  it: 'Italiano',
};
