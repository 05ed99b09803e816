import type { FilePart } from '../compose.ts';
import { type Facts, moneyLabel } from '../facts.ts';
import type { Random } from '../random.ts';
import { type Language, phrases } from '../texts/phrases.ts';
import { writeDocx } from './docx.ts';
import { writePdf } from './pdf.ts';
import { type Colour, lampPicture, logo } from './png.ts';
import { writeZip } from './zip.ts';

const glows: readonly Colour[] = [
  [220, 170, 90],
  [200, 190, 160],
  [230, 130, 60],
  [170, 180, 210],
];

let pictures: readonly Buffer[] | undefined;

/** Painting is the dearest thing in the world, so the same few photographs go round. */
function pictureShelf(): readonly Buffer[] {
  pictures ??= glows.flatMap((glow) => [0, 24].map((drop) => lampPicture(glow, drop)));
  return pictures;
}

let mark: Buffer | undefined;

/** The organisation's mark as an inline image. */
export function logoPart(contentId: string): FilePart {
  mark ??= logo();
  return { kind: 'file', type: 'image/png', name: 'halewick.png', bytes: mark, contentId };
}

function spreadsheet(random: Random, language: Language, facts: Facts): Buffer {
  const { article, quantity, price, total } = phrases[language].table;
  const rows = [[article, quantity, price, total]];
  for (const size of random.sample(['20', '30', '40', '60', '80', '110'], random.between(3, 6))) {
    const count = random.between(2, 48);
    const unit = random.between(38, 410);
    rows.push([
      `${facts.slots.product} / ${size}`,
      String(count),
      moneyLabel(language, unit),
      moneyLabel(language, unit * count),
    ]);
  }
  const cells = rows.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n');
  // Spreadsheet programs take a CSV file for UTF-8 only when it starts with a byte order mark.
  return Buffer.from(`\ufeff${cells}\r\n`, 'utf8');
}

function letterhead(language: Language, facts: Facts): string[] {
  const { slots } = facts;
  const latin = /^[\p{Script=Latin}\p{ASCII}]*$/u;
  return [
    'Halewick Lighting, 14 Chandlers Row, Bristol',
    '',
    ...(latin.test(facts.project.name) ? [`Project: ${facts.project.name}, ${facts.project.city}`] : []),
    `Reference: ${slots.quote} / ${slots.order}`,
    `${slots.qty} x ${slots.product}`,
    `Total: ${language === 'zh' || language === 'ru' ? slots.amount?.replace(/[^\d.,\s]/g, '') : slots.amount}`,
    `Delivery: ${slots.weeks} weeks after approval`,
  ];
}

function contents(
  random: Random,
  name: string,
  language: Language,
  facts: Facts,
): { type: string; bytes: Buffer } {
  const { slots } = facts;
  const ending = name.slice(name.lastIndexOf('.') + 1);
  if (ending === 'csv') return { type: 'text/csv', bytes: spreadsheet(random, language, facts) };
  if (ending === 'png') return { type: 'image/png', bytes: random.pick(pictureShelf()) };
  if (ending === 'pdf') {
    return { type: 'application/pdf', bytes: writePdf(`${slots.quote}`, letterhead(language, facts)) };
  }
  if (ending === 'docx') {
    return {
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: writeDocx([
        facts.project.name,
        '',
        `1. ${slots.product}: ${slots.qty}`,
        `2. ${slots.day1} / ${slots.day2}`,
      ]),
    };
  }
  if (ending === 'zip') {
    const bytes = writeZip([
      { name: 'drawings/plan.png', bytes: random.pick(pictureShelf()) },
      { name: 'drawings/list.csv', bytes: spreadsheet(random, language, facts) },
    ]);
    return { type: 'application/zip', bytes };
  }
  const notes = `${facts.project.name}\r\n- ${slots.order}: ${slots.day1}\r\n- ${slots.invoice}: ${slots.amount}\r\n`;
  return { type: 'text/plain; charset=utf-8', bytes: Buffer.from(notes, 'utf8') };
}

/**
 * The file a turn promises, chosen by the ending of its name: csv, png, pdf, docx, zip or txt. Offers and orders carry
 * their number in the name, as they do in life. `contentId` makes it an inline image.
 */
export function attachmentPart(
  random: Random,
  name: string,
  language: Language,
  facts: Facts,
  contentId?: string,
): FilePart {
  const { type, bytes } = contents(random, name, language, facts);
  const numbered = name.endsWith('.pdf') ? name.replace('.pdf', `-${facts.slots.quote}.pdf`) : name;
  return { kind: 'file', type, name: numbered, bytes, ...(contentId === undefined ? {} : { contentId }) };
}
