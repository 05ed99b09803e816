import { expect, it } from 'vitest';
import { decodeEncodedWords } from './encoded-words.ts';

it.each([
  ['nothing of the kind', 'plain =? text ?=', 'plain =? text ?='],
  ['Q, where _ is a space', '=?ISO-8859-1?Q?Andr=E9_P?=', 'André P'],
  ['B', 'Re: =?UTF-8?B?w6nDqA==?= ok', 'Re: éè ok'],
  ['words of either encoding', '=?utf-8?q?a?= b =?utf-8?b?Yw==?=', 'a b c'],
  ['a language', '=?US-ASCII*EN?Q?Keith_Moore?=', 'Keith Moore'],
  ['white space between words, which says nothing', '=?utf-8?q?a?=\r\n =?iso-8859-1?q?b?=', 'ab'],
  ['a character cut in two', '=?utf-8?Q?=C3?= =?UTF-8?B?qQ==?=', 'é'],
  ['GB 2312', '=?GB2312?B?xOO6ww==?=', '你好'],
  ['Big5', '=?big5?Q?=A7A=A6n?=', '你好'],
  ['ISO-2022-JP', '=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=', 'テスト'],
  ['Shift_JIS by its Windows name', '=?cp932?B?g2WDWINn?=', 'テスト'],
  ['KOI8-R', '=?koi8-r?B?8NLJ18XU?=', 'Привет'],
  ['a charset that nobody knows, in UTF-8', '=?x-unknown?Q?=C3=A9?=', 'é'],
  ['a charset that nobody knows, in what old senders write', '=?x-unknown?Q?=E9?=', 'é'],
  ['an escape that is none', '=?utf-8?Q?100=_sure?=', '100= sure'],
  ['a word that was never closed', '=?utf-8?Q?abc', '=?utf-8?Q?abc'],
])('reads %s', (_, text, decoded) => {
  expect(decodeEncodedWords(text)).toBe(decoded);
});

it('takes time in proportion to what it reads', () => {
  const text = '=?utf-8?q?a?=\r\n '.repeat(100_000);
  const began = process.cpuUsage().user;
  expect(decodeEncodedWords(text)).toHaveLength(100_000 + 3);
  expect(process.cpuUsage().user - began).toBeLessThan(2_000_000);
});
