import { type LocaleTag, localeTag } from '@mailroom/model';

/** The language of a terminal, by the first of POSIX's variables that is set; `C` and what Mailroom does not speak are English. */
export function terminalLocale(environment: Readonly<Record<string, string | undefined>>): LocaleTag {
  const wish = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  const [language = '', territory = ''] = wish.toLowerCase().split(/[._@-]/);
  const exact = localeTag.options.find((tag) => tag.toLowerCase() === `${language}-${territory}`);
  return exact ?? localeTag.options.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? 'en';
}
