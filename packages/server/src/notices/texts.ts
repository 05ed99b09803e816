/** The sentences of notices in the recipients' languages. */
import type { LocaleTag } from '@mailroom/model';
import { createInstance } from 'i18next';
import en from '../locales/en/notices.json' with { type: 'json' };
import fr from '../locales/fr/notices.json' with { type: 'json' };
import it from '../locales/it/notices.json' with { type: 'json' };
import ptBR from '../locales/pt-BR/notices.json' with { type: 'json' };
import ru from '../locales/ru/notices.json' with { type: 'json' };
import zhCN from '../locales/zh-CN/notices.json' with { type: 'json' };

/** The sentence of a key; `count` chooses the plural form. */
export type Texts = (key: string, values: Readonly<Record<string, string | number>>) => string;

const languages: Readonly<Record<LocaleTag, object>> = { en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it };

export function noticeTexts(tag: LocaleTag): Texts {
  const instance = createInstance();
  void instance.init({
    lng: tag,
    resources: { [tag]: { notices: languages[tag] } },
    defaultNS: 'notices',
    initAsync: false,
    // Plain text: what stands in a name is shown as it is.
    interpolation: { escapeValue: false },
  });
  return (key, values) => instance.t(key, values);
}
