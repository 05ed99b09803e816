/** The sentences of Mailroom's own mail, in the recipients' languages. */
import type { LocaleTag } from '@mailroom/model';
import { createInstance } from 'i18next';

/** The sentence of a key; `count` chooses the plural form. */
export type Texts = (key: string, values: Readonly<Record<string, string | number>>) => string;

/** @param languages the texts of one kind of mail, in every language */
export function textsIn(languages: Readonly<Record<LocaleTag, object>>): (tag: LocaleTag) => Texts {
  return (tag) => {
    const instance = createInstance();
    void instance.init({
      lng: tag,
      resources: { [tag]: { mail: languages[tag] } },
      defaultNS: 'mail',
      initAsync: false,
      // Plain text: what stands in a name is shown as it is.
      interpolation: { escapeValue: false },
    });
    return (key, values) => instance.t(key, values);
  };
}
