import { z } from 'zod';

/** The six complete languages, as BCP 47 tags. */
export const localeTag = z.enum(['en', 'fr', 'zh-CN', 'ru', 'pt-BR', 'it']);
export type LocaleTag = z.infer<typeof localeTag>;

export const theme = z.enum(['auto', 'light', 'dark']);
export type Theme = z.infer<typeof theme>;
