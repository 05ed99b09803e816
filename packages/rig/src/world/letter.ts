import type { FilePart, Part } from './compose.ts';
import { compose } from './compose.ts';
import { dateLabel } from './facts.ts';
import { logoPart } from './files/attachment.ts';
import { type Meeting, writeMeeting } from './files/calendar.ts';
import { formatDate, type Header } from './headers.ts';
import { organisation, type Person } from './organisation.ts';
import { createRandom, type Random } from './random.ts';
import { type Language, phrases, type Wire } from './texts/phrases.ts';
import { offsetMinutes } from './working-time.ts';

/** A message a person wrote, before it becomes bytes. */
export interface Letter {
  readonly language: Language;
  readonly author: Person;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly date: Date;
  readonly subject: string;
  /** With angle brackets. */
  readonly messageId: string;
  /** What it answers; quoted below its text. */
  readonly answers: Letter | undefined;
  /** Greeting, paragraphs and closing, without signature and quotes. */
  readonly paragraphs: readonly string[];
  readonly attachments: readonly FilePart[];
  readonly picture: FilePart | undefined;
  readonly invitation: { readonly meeting: Meeting; readonly method: 'REQUEST' | 'REPLY' } | undefined;
  /** Written in HTML whatever the author's habit. */
  readonly html: boolean;
  /** Fields beyond the usual ones, such as Auto-Submitted. */
  readonly extraHeaders: readonly Header[];
}

/** How someone's mail program writes: it stays the same through the years, as people's programs do. */
interface Habit {
  readonly form: 'plain' | 'alternative' | 'html';
  readonly wire: Wire;
  readonly program: string;
  /** Outlook quotes with a block of header fields, the others with a line above indented text. */
  readonly quoting: 'fields' | 'line';
  readonly showsLogo: boolean;
}

const habits = new Map<string, Habit>();

function habitOf(person: Person, language: Language): Habit {
  const key = `${person.address} ${language}`;
  const known = habits.get(key);
  if (known !== undefined) return known;
  const random = createRandom(`habit ${key}`);
  const employee = person.address.endsWith(`@${organisation.domain}`);
  const form = random.chance(0.35) ? 'plain' : random.chance(0.85) ? 'alternative' : 'html';
  const habit: Habit = {
    form,
    wire: random.pick(phrases[language].wires),
    program: employee
      ? 'Practice Outlook 16.0'
      : random.pick(['Practice Mail 7.2', 'Postbird 3.4', 'Webmail 1.6', 'Practice Outlook 16.0']),
    quoting: employee || random.chance(0.5) ? 'fields' : 'line',
    showsLogo: employee && random.chance(0.5),
  };
  habits.set(key, habit);
  return habit;
}

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );
}

function signature(person: Person): string[] {
  return [person.name, `${person.title} · ${person.company}`];
}

function attribution(letter: Letter, language: Language): string {
  return phrases[language].wrote
    .replace('{date}', dateLabel(language, letter.author, letter.date))
    .replace('{name}', `${letter.author.name} <${letter.author.address}>`);
}

function quotedFields(letter: Letter, language: Language): [string, string][] {
  const { from, sent, to, subject } = phrases[language].quotedFields;
  return [
    [from, `${letter.author.name} <${letter.author.address}>`],
    [sent, dateLabel(language, letter.author, letter.date)],
    [to, letter.to.map((person) => person.name).join('; ')],
    [subject, letter.subject],
  ];
}

/** Breaks a line at blanks so that it stays within 76 characters; scripts without blanks are left alone. */
function wrap(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > 76) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines;
}

/** The text of a letter with everything it quotes below, as far back as the conversation goes. */
function plainText(letter: Letter): string {
  const habit = habitOf(letter.author, letter.language);
  const wrapped = habit.form === 'plain' && habit.quoting === 'line';
  const own = [...letter.paragraphs, signature(letter.author).join('\n')].join('\n\n');
  const lines = own.split('\n').flatMap((line) => (wrapped ? wrap(line) : [line]));
  if (letter.answers === undefined) return lines.join('\n');
  const quoted = plainText(letter.answers).split('\n');
  if (habit.quoting === 'line') {
    const marked = quoted.map((line) =>
      line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`,
    );
    return [...lines, '', attribution(letter.answers, letter.language), ...marked].join('\n');
  }
  const fields = quotedFields(letter.answers, letter.language).map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', '________________________________', ...fields, '', ...quoted].join('\n');
}

function htmlParagraphs(paragraphs: readonly string[]): string {
  return paragraphs.map((text) => `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`).join('\n');
}

function htmlSignature(person: Person, logoId: string | undefined): string {
  const [name = '', place = ''] = signature(person);
  const mark =
    logoId === undefined
      ? ''
      : `<td style="padding-right:10px"><img src="cid:${logoId}" width="28" height="28" alt=""></td>`;
  return (
    `<table cellpadding="0" cellspacing="0" style="font-size:10pt;color:#55606a"><tr>${mark}` +
    `<td><b style="color:#263e52">${escapeHtml(name)}</b><br>${escapeHtml(place)}</td></tr></table>`
  );
}

function htmlContent(letter: Letter, inline: { picture?: string; logo?: string }): string {
  const habit = habitOf(letter.author, letter.language);
  const picture =
    inline.picture === undefined
      ? ''
      : `<p><img src="cid:${inline.picture}" width="240" height="160" alt=""></p>`;
  const own = `${htmlParagraphs(letter.paragraphs)}\n${picture}\n${htmlSignature(letter.author, inline.logo)}`;
  if (letter.answers === undefined) return own;
  const quoted = htmlContent(letter.answers, {});
  if (habit.quoting === 'line') {
    const line = escapeHtml(attribution(letter.answers, letter.language));
    return `${own}\n<div>${line}<br></div>\n<blockquote style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">\n${quoted}\n</blockquote>`;
  }
  const fields = quotedFields(letter.answers, letter.language)
    .map(([name, value]) => `<b>${escapeHtml(name)}:</b> ${escapeHtml(value)}<br>`)
    .join('\n');
  return `${own}\n<div style="border-top:1px solid #b5c4df;padding-top:3pt">\n<p>${fields}</p>\n</div>\n${quoted}`;
}

/** Wraps the parts of one level into a multipart, or leaves a single part as it is. */
function together(
  random: Random,
  subtype: 'mixed' | 'alternative' | 'related',
  parts: readonly Part[],
): Part {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { kind: 'multipart', subtype, boundary: `--=_${random.hex(20)}`, parts };
}

function bodyOf(letter: Letter, random: Random): Part {
  const { form, wire, showsLogo } = habitOf(letter.author, letter.language);
  const plain: Part = { kind: 'text', subtype: 'plain', text: `${plainText(letter)}\n`, ...wire };
  const rich = letter.html || letter.picture !== undefined || form !== 'plain';
  const bodies: Part[] = form === 'html' && letter.invitation === undefined ? [] : [plain];
  if (rich) {
    const logo = showsLogo ? logoPart(`logo.${random.hex(8)}@${organisation.domain}`) : undefined;
    const content = htmlContent(letter, {
      ...(letter.picture?.contentId === undefined ? {} : { picture: letter.picture.contentId }),
      ...(logo?.contentId === undefined ? {} : { logo: logo.contentId }),
    });
    const html: Part = {
      kind: 'text',
      subtype: 'html',
      text: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${wire.charset}"></head>\n<body style="font-family:Calibri,Arial,sans-serif;font-size:11pt">\n${content}\n</body></html>\n`,
      // HTML written by programs has long lines, which only an encoding carries safely.
      charset: wire.charset === 'us-ascii' ? 'utf-8' : wire.charset,
      encoding: wire.encoding === 'base64' ? 'base64' : 'quoted-printable',
    };
    const images = [logo, letter.picture].filter((part) => part !== undefined);
    bodies.push(together(random, 'related', [html, ...images]));
  }
  if (letter.invitation !== undefined) {
    const { meeting, method } = letter.invitation;
    bodies.push({
      kind: 'text',
      subtype: 'calendar',
      text: writeMeeting(meeting, method),
      charset: 'utf-8',
      encoding: 'base64',
      parameters: { method },
    });
  }
  return together(random, 'mixed', [together(random, 'alternative', bodies), ...letter.attachments]);
}

/** Every Message-ID from the conversation's first letter to the one answered, oldest first (RFC 5322 section 3.6.4). */
export function ancestry(letter: Letter): string[] {
  return letter.answers === undefined ? [] : [...ancestry(letter.answers), letter.answers.messageId];
}

/** The letter as its author's program submits it. */
export function writeLetter(letter: Letter): Buffer {
  const random = createRandom(letter.messageId);
  const { wire, program } = habitOf(letter.author, letter.language);
  const references = ancestry(letter);
  const headers: Header[] = [
    { name: 'From', addresses: [letter.author] },
    { name: 'To', addresses: letter.to },
    ...(letter.cc.length === 0 ? [] : [{ name: 'Cc', addresses: letter.cc }]),
    { name: 'Subject', text: letter.subject },
    { name: 'Date', value: formatDate(letter.date, offsetMinutes(letter.author.zone, letter.date)) },
    { name: 'Message-ID', value: letter.messageId },
    ...(letter.answers === undefined
      ? []
      : [
          { name: 'In-Reply-To', value: letter.answers.messageId },
          { name: 'References', value: references.join(' ') },
        ]),
    { name: 'Content-Language', value: letter.language },
    { name: 'X-Mailer', value: program },
    ...letter.extraHeaders,
  ];
  return compose(headers, bodyOf(letter, random), wire.charset === 'us-ascii' ? 'utf-8' : wire.charset);
}
