import { readFileSync } from 'node:fs';
import { compose, type Part } from './compose.ts';
import { dayLabel, drawFacts, fill, moneyLabel } from './facts.ts';
import { formatDate, type Header } from './headers.ts';
import { type Person, products } from './organisation.ts';
import type { Random } from './random.ts';
import type { Script } from './scripts.ts';
import { type Language, phrases } from './texts/phrases.ts';
import { offsetMinutes } from './working-time.ts';

/** Mail that no person wrote to the reader alone: newsletters, notices of machines, junk. All of it built with tables. */
export interface BulkMessage {
  readonly messageId: string;
  readonly sender: string;
  readonly raw: Buffer;
}

/** A newsletter of texts/<language>/newsletters.txt: `== name | address | colour`, `issue: subject`, `* title | text`. */
export interface Newsletter {
  readonly language: Language;
  readonly name: string;
  readonly address: string;
  readonly colour: string;
  readonly issue: string;
  readonly articles: readonly { readonly title: string; readonly text: string }[];
}

/**
 * Reads newsletters from text.
 * @throws Error naming the line that breaks the form.
 */
export function parseNewsletters(source: string, language: Language): Newsletter[] {
  const newsletters: (Newsletter & { articles: { title: string; text: string }[]; issue: string })[] = [];
  source.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const heading = /^== (.+) \| (\S+) \| (#\w{6})$/.exec(line);
    if (heading !== null) {
      const [, name = '', address = '', colour = ''] = heading;
      newsletters.push({ language, name, address, colour, issue: name, articles: [] });
      return;
    }
    const newsletter = newsletters.at(-1);
    const article = /^\* (.+?) \| (.+)$/.exec(line);
    if (newsletter !== undefined && line.startsWith('issue: '))
      newsletter.issue = line.slice('issue: '.length);
    else if (newsletter !== undefined && article !== null) {
      newsletter.articles.push({ title: article[1] ?? '', text: article[2] ?? '' });
    } else throw new Error(`Newsletters in ${language}, line ${index + 1}: not understood`);
  });
  return newsletters;
}

/** All newsletters of a language. */
export function loadNewsletters(language: Language): Newsletter[] {
  const file = new URL(`./texts/${language}/newsletters.txt`, import.meta.url);
  return parseNewsletters(readFileSync(file, 'utf8'), language);
}

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );
}

function alternative(random: Random, plain: string, html: string): Part {
  return {
    kind: 'multipart',
    subtype: 'alternative',
    boundary: `----=_Part_${random.hex(16)}`,
    parts: [
      { kind: 'text', subtype: 'plain', text: plain, charset: 'utf-8', encoding: 'quoted-printable' },
      { kind: 'text', subtype: 'html', text: html, charset: 'utf-8', encoding: 'quoted-printable' },
    ],
  };
}

function priceTable(random: Random, language: Language, colour: string): string {
  const { article, price } = phrases[language].table;
  const rows = random
    .sample(products, 4)
    .map(
      (product) =>
        `<tr><td style="padding:4px 12px;border-bottom:1px solid #ddd">${product}</td>` +
        `<td align="right" style="padding:4px 12px;border-bottom:1px solid #ddd">${moneyLabel(language, random.between(60, 480))}</td></tr>`,
    )
    .join('\n');
  return (
    `<table cellpadding="0" cellspacing="0" width="100%" style="font-size:13px"><tr style="background:${colour};color:#ffffff">` +
    `<th align="left" style="padding:4px 12px">${article}</th><th align="right" style="padding:4px 12px">${price}</th></tr>\n${rows}\n</table>`
  );
}

/** One issue of a newsletter for one reader, with remote images and the fields of RFC 2369, 2919 and 8058. */
export function writeIssue(
  random: Random,
  newsletter: Newsletter,
  number: number,
  reader: Person,
  date: Date,
): BulkMessage {
  const { language, name, address, colour } = newsletter;
  const host = address.slice(address.indexOf('@') + 1);
  const images = `https://images.${host.split('.')[0]}.example`;
  const token = random.hex(16);
  const articles = random.sample(newsletter.articles, random.between(2, 4));
  const lead = articles[0] ?? { title: name, text: '' };
  const subject = `${fill(newsletter.issue, { number: String(number) }, 'f')}: ${lead.title}`;
  const more = phrases[language].readMore;
  const link = (path: string): string => `https://${host}/${path}?r=${token}`;
  const blocks = articles.map(
    ({ title, text }, index) =>
      `<tr><td style="padding:16px 24px">` +
      (index === 0
        ? `<img src="${images}/issue-${number}/lead.jpg" width="552" height="240" alt="${escapeHtml(title)}" style="display:block;width:100%">`
        : `<img src="${images}/issue-${number}/${index}.jpg" width="120" height="90" align="left" hspace="12" alt="">`) +
      `<h2 style="font-size:18px;margin:12px 0 6px;color:${colour}">${escapeHtml(title)}</h2>` +
      `<p style="margin:0 0 8px;line-height:1.5">${escapeHtml(text)}</p><a href="${link(`a/${number}/${index}`)}" style="color:${colour}">${more}</a></td></tr>`,
  );
  const table = random.chance(0.4)
    ? `<tr><td style="padding:8px 24px">${priceTable(random, language, colour)}</td></tr>`
    : '';
  const html = `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title>
<style>@media (max-width:600px){.sheet{width:100%!important}} a:hover{text-decoration:none}</style></head>
<body style="margin:0;background:#f0efec;font-family:Georgia,'Times New Roman',serif;font-size:15px;color:#222">
<table width="100%" cellpadding="0" cellspacing="0" bgcolor="#f0efec"><tr><td align="center">
<table class="sheet" width="600" cellpadding="0" cellspacing="0" bgcolor="#ffffff">
<tr><td bgcolor="${colour}" style="padding:20px 24px;color:#ffffff;font-size:24px"><img src="${images}/logo.png" width="32" height="32" alt="" style="vertical-align:middle"> ${escapeHtml(name)}</td></tr>
${blocks.join('\n')}
${table}
<tr><td style="padding:16px 24px;font-size:12px;color:#777">${phrases[language].unsubscribe}: <a href="${link('leave')}" style="color:#777">${host}</a></td></tr>
</table></td></tr></table>
<img src="${images}/open/${token}.gif" width="1" height="1" alt="">
</body></html>
`;
  const plain = [
    name,
    '',
    ...articles.flatMap(({ title, text }, index) => [
      title.toUpperCase(),
      text,
      link(`a/${number}/${index}`),
      '',
    ]),
    `${phrases[language].unsubscribe}: ${link('leave')}`,
    '',
  ].join('\n');
  const messageId = `<${number}.${random.hex(12)}@${host}>`;
  const headers: Header[] = [
    { name: 'From', addresses: [{ name, address }] },
    { name: 'To', addresses: [{ name: reader.name, address: reader.address }] },
    { name: 'Subject', text: subject },
    { name: 'Date', value: formatDate(date, 0) },
    { name: 'Message-ID', value: messageId },
    { name: 'List-Id', value: `<news.${host}>` },
    { name: 'List-Unsubscribe', value: `<${link('leave')}>, <mailto:leave@${host}>` },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    { name: 'Precedence', value: 'bulk' },
  ];
  return { messageId, sender: address, raw: compose(headers, alternative(random, plain, html), 'utf-8') };
}

/**
 * What a machine or a stranger sends by a one-turn script.
 * @throws Error for a script without sender or turn.
 */
export function writeNotice(random: Random, script: Script, reader: Person, date: Date): BulkMessage {
  const [turn] = script.turns;
  if (turn === undefined || script.sender === undefined) throw new Error(`Nobody sends ${script.name}`);
  const { name, address } = script.sender;
  const host = address.slice(address.indexOf('@') + 1);
  const { slots } = drawFacts(random, script.language, date, reader, undefined);
  const chosen = random.between(0, script.subjects.length - 1);
  const subject = fill(script.subjects[chosen] ?? '', slots, 'f');
  const texts = turn.paragraphs.map((ways, index) => {
    const matching = script.matched && index === 0 ? ways[chosen] : undefined;
    return fill(matching ?? random.pick(ways), slots, 'f');
  });
  const messageId = `<${random.hex(20)}@${host}>`;
  const details = [slots.order, slots.city, dayLabel(script.language, reader, date)];
  const html = `<html><body style="font-family:Arial,Helvetica,sans-serif;font-size:14px;color:#333">
<table width="560" cellpadding="0" cellspacing="0" style="border:1px solid #d5d9dd;border-radius:6px">
<tr><td style="padding:14px 20px;background:#f4f6f8;font-weight:bold">${escapeHtml(name)}</td></tr>
<tr><td style="padding:18px 20px">${texts.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}</td></tr>
<tr><td style="padding:0 20px 18px"><table cellpadding="4" style="font-size:12px;color:#667"><tr>${details.map((detail) => `<td>${escapeHtml(detail ?? '')}</td>`).join('')}</tr></table></td></tr>
</table></body></html>
`;
  const plain = `${texts.join('\n\n')}\n\n-- \n${name}\n`;
  const body: Part = turn.html
    ? alternative(random, plain, html)
    : { kind: 'text', subtype: 'plain', text: plain, charset: 'utf-8', encoding: 'base64' };
  const headers: Header[] = [
    { name: 'From', addresses: [{ name, address }] },
    { name: 'To', addresses: [{ name: reader.name, address: reader.address }] },
    { name: 'Subject', text: subject },
    { name: 'Date', value: formatDate(date, offsetMinutes(reader.zone, date)) },
    { name: 'Message-ID', value: messageId },
    ...(script.party === 'machine' ? [{ name: 'Auto-Submitted', value: 'auto-generated' }] : []),
  ];
  return { messageId, sender: address, raw: compose(headers, body, 'utf-8') };
}
