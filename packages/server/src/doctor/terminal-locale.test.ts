import { expect, it } from 'vitest';
import { terminalLocale } from './terminal-locale.ts';

it.each([
  [{ LANG: 'fr_CA.UTF-8' }, 'fr'],
  [{ LANG: 'pt_BR.UTF-8' }, 'pt-BR'],
  [{ LANG: 'pt_PT' }, 'pt-BR'],
  [{ LANG: 'zh_TW.UTF-8' }, 'zh-CN'],
  [{ LANG: 'it_IT@euro' }, 'it'],
  [{ LANG: 'ru_RU.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_FR', LC_ALL: 'ru_RU' }, 'ru'],
  [{ LANG: 'C' }, 'en'],
  [{ LANG: 'ja_JP.UTF-8' }, 'en'],
  [{ LANG: '' }, 'en'],
  [{}, 'en'],
])('for %j speaks %s', (environment, tag) => {
  expect(terminalLocale(environment)).toBe(tag);
});
