import { misaddress, outOfOffice } from './automatic.ts';
import { loadNewsletters, writeIssue, writeNotice } from './bulk.ts';
import { type Cast, makeMessageId, playConversation } from './conversation.ts';
import { withTrace } from './delivery.ts';
import { drawFacts, fill } from './facts.ts';
import type { FiledMessage, Folder, Kind } from './filing.ts';
import { type Letter, writeLetter } from './letter.ts';
import { correspondents, type Person, staff } from './organisation.ts';
import type { Random } from './random.ts';
import type { Script } from './scripts.ts';
import { type Language, phrases } from './texts/phrases.ts';
import { atWork } from './working-time.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The period the practice world covers. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

/** How much of each sort of mail one mailbox gets over the whole period. */
export interface Volume {
  /** How many conversations in each language. */
  readonly conversations: Readonly<Partial<Record<Language, number>>>;
  readonly newsletters: number;
  readonly notices: number;
  readonly junk: number;
}

/** A moment in the period at which mail arrives; there is a little more of it lately, as everywhere. */
function someMoment(random: Random, period: Period): Date {
  const span = period.end.getTime() - period.start.getTime();
  return new Date(period.start.getTime() + span * random.next() ** 0.85);
}

/** The people of a conversation: customers and suppliers speak the script's language, colleagues write in their own. */
export function drawCast(random: Random, script: Script, owner: Person): Cast | undefined {
  const others = staff.filter((person) => person !== owner);
  if (script.party === 'colleague') {
    const speakers = others.filter((person) => person.language === script.language);
    if (speakers.length === 0) return undefined;
    const them = random.pick(speakers);
    return {
      us: owner,
      them,
      colleague: random.pick(others.filter((person) => person !== them)),
      firm: undefined,
    };
  }
  const firms = correspondents.filter(
    (firm) => firm.kind === script.party && firm.language === script.language,
  );
  if (firms.length === 0) return undefined;
  const firm = random.pick(firms);
  const finance = others.find((person) => person.title === 'Finance') ?? random.pick(others);
  return { us: owner, them: random.pick(firm.people), colleague: finance, firm };
}

/** Where an owner keeps a conversation: recent mail is in the Inbox, older mail partly put away. */
function drawFolder(
  random: Random,
  owner: Person,
  cast: Cast,
  letters: readonly Letter[],
  period: Period,
): Folder {
  const age = period.end.getTime() - (letters.at(-1)?.date.getTime() ?? 0);
  if (age < 21 * day) return { role: 'inbox' };
  if (owner === staff[0]) {
    const folders = cast.firm?.projects.flatMap((project) => project.folder ?? []) ?? [];
    if (folders.length > 0 && random.chance(0.55)) return { path: random.pick(folders) };
    if (cast.firm?.kind === 'supplier' && random.chance(0.5)) return { path: 'Suppliers' };
  }
  if (random.chance(0.06)) return { role: 'trash' };
  return random.chance(0.45) ? { role: 'archive' } : { role: 'inbox' };
}

function unread(random: Random, date: Date, period: Period): boolean {
  const age = period.end.getTime() - date.getTime();
  return random.chance(age < 4 * day ? 0.55 : age < 21 * day ? 0.15 : 0.01);
}

/** Puts every letter into the mailboxes of the practice people who wrote or got it. */
export function fileConversation(
  random: Random,
  letters: readonly Letter[],
  cast: Cast,
  kind: Kind,
  period: Period,
): FiledMessage[] {
  const folders = new Map<string, Folder>();
  for (const person of staff) folders.set(person.address, drawFolder(random, person, cast, letters, period));
  const filed: FiledMessage[] = [];
  letters.forEach((letter, index) => {
    const raw = writeLetter(letter);
    const common = { date: letter.date, kind, language: letter.language, messageId: letter.messageId };
    for (const owner of staff) {
      if (owner === letter.author) {
        filed.push({ ...common, owner: owner.address, folder: { role: 'sent' }, flags: ['\\Seen'], raw });
        continue;
      }
      if (![...letter.to, ...letter.cc].includes(owner)) continue;
      const answered = letters
        .slice(index + 1)
        .some((later) => later.author === owner && later.answers === letter);
      const flags: string[] = [];
      if (answered || !unread(random, letter.date, period)) flags.push('\\Seen');
      if (answered) flags.push('\\Answered');
      if (random.chance(0.035)) flags.push('\\Flagged');
      filed.push({
        ...common,
        owner: owner.address,
        folder: folders.get(owner.address) ?? { role: 'inbox' },
        flags,
        raw: withTrace(raw, letter.author.address, owner.address, letter.date),
      });
    }
  });
  return filed;
}

/** A letter from outside that only its reader gets, such as an automatic reply. */
function received(
  letter: Letter,
  owner: Person,
  kind: Kind,
  flags: readonly string[],
  folder: Folder,
): FiledMessage {
  const { date, language, messageId } = letter;
  const raw = withTrace(writeLetter(letter), letter.author.address, owner.address, date);
  return { owner: owner.address, folder, flags, date, raw, kind, language, messageId };
}

/** What machines add to a conversation: now and then someone is away, or the first attempt had a slip in the address. */
function automaticMail(random: Random, letters: readonly Letter[], owner: Person): FiledMessage[] {
  const filed: FiledMessage[] = [];
  const sent = letters.filter((letter) => letter.author === owner && letter.invitation === undefined);
  for (const letter of sent) {
    if (random.chance(0.03)) {
      const reply = outOfOffice(random, letter);
      if (reply !== undefined)
        filed.push(received(reply, owner, 'automatic-reply', ['\\Seen'], { role: 'inbox' }));
    }
    const toFirm = letter.to.every((reader) => reader.company !== owner.company);
    if (!toFirm || !random.chance(0.025)) continue;
    const slip = misaddress(random, letter);
    if (slip === undefined) continue;
    const common = { owner: owner.address, language: letter.language };
    const { letter: first } = slip;
    filed.push(
      {
        ...common,
        folder: { role: 'sent' },
        flags: ['\\Seen'],
        date: first.date,
        raw: writeLetter(first),
        kind: 'bounce',
        messageId: first.messageId,
      },
      {
        ...common,
        folder: { role: 'inbox' },
        flags: ['\\Seen'],
        date: slip.reportDate,
        raw: withTrace(slip.report, '', owner.address, slip.reportDate),
        kind: 'bounce',
        messageId: slip.reportId,
      },
    );
  }
  return filed;
}

function newsletters(random: Random, owner: Person, count: number, period: Period): FiledMessage[] {
  const subscribed =
    owner === staff[0] ? [...new Set(correspondents.map((firm) => firm.language))] : [owner.language];
  const titles = subscribed.flatMap((language) => loadNewsletters(language));
  const each = Math.ceil(count / titles.length);
  const interval = (period.end.getTime() - period.start.getTime()) / each;
  return titles
    .flatMap((newsletter) =>
      Array.from({ length: each }, (_, index) => {
        const due = new Date(period.start.getTime() + interval * (index + random.next() * 0.3));
        const date = atWork(owner.zone, due, random);
        const issue = writeIssue(random, newsletter, index + 101, owner, date);
        const old = period.end.getTime() - date.getTime() > 30 * day;
        const folder: Folder = owner === staff[0] && old ? { path: 'Newsletters' } : { role: 'inbox' };
        return {
          owner: owner.address,
          folder,
          flags: random.chance(old ? 0.75 : 0.3) ? ['\\Seen'] : [],
          date,
          raw: withTrace(issue.raw, issue.sender, owner.address, date),
          kind: 'newsletter' as const,
          language: newsletter.language,
          messageId: issue.messageId,
        };
      }),
    )
    .filter(({ date }) => date <= period.end);
}

function notices(
  random: Random,
  owner: Person,
  scripts: readonly Script[],
  count: number,
  period: Period,
): FiledMessage[] {
  if (scripts.length === 0) return [];
  return Array.from({ length: count }, () => {
    const script = random.pick(scripts);
    const date = someMoment(random, period);
    const notice = writeNotice(random, script, owner, date);
    const junk = script.party === 'stranger';
    const folder: Folder = junk
      ? { role: 'junk' }
      : random.chance(0.3)
        ? { role: 'trash' }
        : { role: 'inbox' };
    return {
      owner: owner.address,
      folder,
      flags: junk || unread(random, date, period) ? [] : ['\\Seen'],
      date,
      raw: withTrace(notice.raw, notice.sender, owner.address, date),
      kind: junk ? ('stranger' as const) : ('machine' as const),
      language: script.language,
      messageId: notice.messageId,
    };
  });
}

/** Letters the owner began and has not sent. */
function drafts(random: Random, owner: Person, period: Period): FiledMessage[] {
  const texts = phrases[owner.language].drafts;
  return texts.map((text, index) => {
    const date = new Date(period.end.getTime() - (index + 1) * random.between(300, 4000) * minute);
    const firms = correspondents.filter(
      (firm) => firm.language === owner.language && firm.kind === 'customer',
    );
    const firm = random.pick(firms);
    const reader = random.pick(firm.people);
    const { slots } = drawFacts(random, owner.language, date, owner, firm);
    const letter: Letter = {
      language: owner.language,
      author: owner,
      to: [reader],
      cc: [],
      date,
      subject: slots.project ?? '',
      messageId: makeMessageId(random, owner),
      answers: undefined,
      paragraphs: [
        fill(random.pick(phrases[owner.language].greetings), { name: reader.given }, owner.gender),
        fill(text, slots, owner.gender),
      ],
      attachments: [],
      picture: undefined,
      invitation: undefined,
      html: false,
      extraHeaders: [],
    };
    return {
      owner: owner.address,
      folder: { role: 'drafts' },
      flags: ['\\Draft', '\\Seen'],
      date,
      raw: writeLetter(letter),
      kind: 'draft',
      language: owner.language,
      messageId: letter.messageId,
    };
  });
}

/** Everything that came to and went from one person over the period; conversations with colleagues fill theirs as well. */
export function writeHistory(
  random: Random,
  owner: Person,
  scripts: readonly Script[],
  volume: Volume,
  period: Period,
): FiledMessage[] {
  const filed: FiledMessage[] = [];
  const held = scripts.filter(({ party }) => party !== 'machine' && party !== 'stranger');
  for (const [language, count] of Object.entries(volume.conversations)) {
    const spoken = held.filter((script) => script.language === language);
    for (let index = 0; index < count; index += 1) {
      const script = random.pick(spoken);
      const cast = drawCast(random, script, owner);
      if (cast === undefined) continue;
      const letters = playConversation(random, script, cast, someMoment(random, period), period.end);
      filed.push(...fileConversation(random, letters, cast, script.party, period));
      filed.push(...automaticMail(random, letters, owner));
    }
  }
  const read = scripts.filter((script) => owner === staff[0] || script.language === owner.language);
  const machines = read.filter(({ party }) => party === 'machine');
  const strangers = read.filter(({ party }) => party === 'stranger');
  filed.push(
    ...newsletters(random, owner, volume.newsletters, period),
    ...notices(random, owner, machines, volume.notices, period),
    ...notices(random, owner, strangers, volume.junk, period),
    ...drafts(random, owner, period),
  );
  return filed;
}
