import type { LocaleTag } from '@mailroom/model';
import { chooseLocale, uiNamespaces } from '@mailroom/ui';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { webNamespaces } from './namespaces.ts';

type Texts = Record<string, object>;

/** One chunk per language, fetched only when it is spoken. */
const loaders: Record<LocaleTag, () => Promise<[Texts, Texts]>> = {
  en: () => Promise.all([import('@mailroom/ui/locales/en/index.ts'), import('../locales/en/index.ts')]),
  fr: () => Promise.all([import('@mailroom/ui/locales/fr/index.ts'), import('../locales/fr/index.ts')]),
  'zh-CN': () =>
    Promise.all([import('@mailroom/ui/locales/zh-CN/index.ts'), import('../locales/zh-CN/index.ts')]),
  ru: () => Promise.all([import('@mailroom/ui/locales/ru/index.ts'), import('../locales/ru/index.ts')]),
  'pt-BR': () =>
    Promise.all([import('@mailroom/ui/locales/pt-BR/index.ts'), import('../locales/pt-BR/index.ts')]),
  it: () => Promise.all([import('@mailroom/ui/locales/it/index.ts'), import('../locales/it/index.ts')]),
};

/** The language spoken last on this device, so that the sign-in page too is in it. */
const storageKey = 'mailroom.language';

export function rememberedLocale(): LocaleTag {
  const remembered = localStorage.getItem(storageKey);
  const own = remembered && remembered in loaders ? (remembered as LocaleTag) : null;
  return chooseLocale(own, navigator.languages);
}

/** Loads a language and speaks it. `null` follows the browser. */
export async function speak(wish: LocaleTag | null): Promise<void> {
  const tag = chooseLocale(wish, navigator.languages);
  if (wish) localStorage.setItem(storageKey, wish);
  else localStorage.removeItem(storageKey);
  const [ui, web] = await loaders[tag]();
  for (const [namespace, texts] of Object.entries({ ...ui, ...web })) {
    if (!i18next.hasResourceBundle(tag, namespace)) i18next.addResourceBundle(tag, namespace, texts);
  }
  await i18next.changeLanguage(tag);
  document.documentElement.lang = tag;
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    ns: [...uiNamespaces, ...webNamespaces],
    defaultNS: 'shell',
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const remembered = localStorage.getItem(storageKey);
  await speak(remembered ? rememberedLocale() : null);
}
