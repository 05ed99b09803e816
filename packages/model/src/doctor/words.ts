/** The words of a report in every language, for those who load all at once. A browser loads one file of `locales`. */
import type { LocaleTag } from '../locale.ts';
import en from './locales/en.json' with { type: 'json' };
import fr from './locales/fr.json' with { type: 'json' };
import it from './locales/it.json' with { type: 'json' };
import ptBR from './locales/pt-BR.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import zhCN from './locales/zh-CN.json' with { type: 'json' };

export type ReportWords = typeof en;

export const reportWords: Readonly<Record<LocaleTag, ReportWords>> = {
  en,
  fr,
  'zh-CN': zhCN,
  ru,
  'pt-BR': ptBR,
  it,
};
