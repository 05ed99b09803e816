/** The sentences of alerts in the recipients' languages. */
import type { LocaleTag } from '@mailroom/model';
import { createInstance } from 'i18next';
import en from '../locales/en/alerts.json' with { type: 'json' };
import fr from '../locales/fr/alerts.json' with { type: 'json' };
import it from '../locales/it/alerts.json' with { type: 'json' };
import ptBR from '../locales/pt-BR/alerts.json' with { type: 'json' };
import ru from '../locales/ru/alerts.json' with { type: 'json' };
import zhCN from '../locales/zh-CN/alerts.json' with { type: 'json' };

/** The sentence of a key; `count` chooses the plural form. */
export type AlertTexts = (key: string, values: Readonly<Record<string, string | number>>) => string;

const languages: Readonly<Record<LocaleTag, object>> = { en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it };

export function alertTexts(tag: LocaleTag): AlertTexts {
  const instance = createInstance();
  void instance.init({
    lng: tag,
    resources: { [tag]: { alerts: languages[tag] } },
    defaultNS: 'alerts',
    initAsync: false,
    // Plain text: what stands in a name is shown as it is.
    interpolation: { escapeValue: false },
  });
  return (key, values) => instance.t(key, values);
}
