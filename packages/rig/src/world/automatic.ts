import { nonDeliveryReport } from '../smtp/non-delivery-report.ts';
import { makeMessageId } from './conversation.ts';
import { dayLabel, fill } from './facts.ts';
import { type Letter, writeLetter } from './letter.ts';
import type { Random } from './random.ts';
import { phrases } from './texts/phrases.ts';

/** An out-of-office answer to a letter, marked as RFC 3834 asks so that no machine answers it in turn. */
export function outOfOffice(random: Random, letter: Letter): Letter | undefined {
  const [absent] = letter.to;
  if (absent === undefined) return undefined;
  const { language } = letter;
  const back = new Date(letter.date.getTime() + random.between(4, 16) * 24 * 60 * 60 * 1000);
  const slots = { day1: dayLabel(language, absent, back), colleague: letter.cc[0]?.name ?? absent.company };
  return {
    ...letter,
    author: absent,
    to: [letter.author],
    cc: [],
    date: new Date(letter.date.getTime() + random.between(20, 90) * 1000),
    subject: `${phrases[language].automaticReply}${letter.subject}`,
    messageId: makeMessageId(random, absent),
    answers: letter,
    paragraphs: [fill(random.pick(phrases[language].outOfOffice), slots, absent.gender)],
    attachments: [],
    picture: undefined,
    invitation: undefined,
    html: false,
    extraHeaders: [
      { name: 'Auto-Submitted', value: 'auto-replied' },
      { name: 'X-Auto-Response-Suppress', value: 'All' },
    ],
  };
}

/** A letter with a slip in its address, and the report that comes back. */
export interface Misaddressed {
  readonly letter: Letter;
  readonly report: Buffer;
  readonly reportDate: Date;
  /** With angle brackets. */
  readonly reportId: string;
}

/** The same letter as it went out first, to an address with two letters swapped. */
export function misaddress(random: Random, letter: Letter): Misaddressed | undefined {
  const [reader] = letter.to;
  if (reader === undefined) return undefined;
  const slip = reader.address.replace(/^(.)(.)/, '$2$1');
  const date = new Date(letter.date.getTime() - random.between(4, 11) * 60_000);
  const first: Letter = {
    ...letter,
    to: [{ ...reader, address: slip }],
    date,
    messageId: makeMessageId(random, letter.author),
  };
  const id = random.hex(16);
  const reportDate = new Date(date.getTime() + random.between(15, 100) * 1000);
  const report = nonDeliveryReport({
    original: writeLetter(first),
    sender: letter.author.address,
    recipient: slip,
    at: reportDate,
    id,
  });
  const host = letter.author.address.split('@')[1] ?? '';
  return { letter: first, report, reportDate, reportId: `<report-${id}@${host}>` };
}
