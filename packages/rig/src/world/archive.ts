import { loadNewsletters, type Newsletter, writeIssue } from './bulk.ts';
import { playConversation } from './conversation.ts';
import { withTrace } from './delivery.ts';
import { drawFacts, fill } from './facts.ts';
import type { FiledMessage } from './filing.ts';
import type { Letter } from './letter.ts';
import { drawCast, fileConversation, type Period } from './mailbox-history.ts';
import { correspondents, type Person, staff } from './organisation.ts';
import { createRandom, type Random } from './random.ts';
import { loadScripts, type Script } from './scripts.ts';
import { languages } from './texts/phrases.ts';

export interface ArchiveOptions {
  /** Equal seeds, numbers and ends give the same mail. */
  readonly seed: string;
  /** How many messages. */
  readonly messages: number;
  /** Nothing is newer. */
  readonly end: Date;
}

const day = 24 * 60 * 60 * 1000;
/** So many a day fills a large mailbox over years, as people do. */
const messagesPerDay = 70;
/** Somewhat fewer than a conversation or a newsletter adds, so that the last one is written in time. */
const messagesPerThread = 2.5;
/** Days. */
const longestThread = 60;
/** Paragraphs that a letter has beyond the script's: together with what is quoted they make 11 to 12 KB of an average message. */
const furtherParagraphs = { least: 9, most: 21 };

/**
 * A mailbox of any length, in the order of arrival: conversations in six languages with long letters that quote each other, and
 * newsletters. Made as it is asked for; nothing of it is kept.
 */
export function* writeArchive({ seed, messages, end }: ArchiveOptions): Generator<FiledMessage> {
  const [owner] = staff;
  const start = new Date(end.getTime() - (messages / messagesPerDay + longestThread) * day);
  const step = (messagesPerThread / messagesPerDay) * day;
  const material = loadMaterial();
  let pending: FiledMessage[] = [];
  let written = 0;
  for (let thread = 0; written < messages; thread += 1) {
    const begun = new Date(start.getTime() + thread * step);
    const random = createRandom(`${seed}/archive/${thread}`);
    // Threads begin in order, so nothing older than this one's beginning can follow.
    const [arrived, open] = partition(pending, ({ date }) => date < begun);
    for (const message of arrived.sort((one, other) => one.date.getTime() - other.date.getTime())) {
      if (written === messages) return;
      written += 1;
      yield message;
    }
    pending = [...open, ...writeThread(random, material, owner, { start: begun, end })];
  }
}

interface Material {
  readonly scripts: readonly Script[];
  readonly newsletters: readonly Newsletter[];
  /** Paragraphs of each language, from all its scripts. */
  readonly paragraphs: ReadonlyMap<string, readonly string[]>;
}

function loadMaterial(): Material {
  const all = languages.flatMap((language) => loadScripts(language));
  const scripts = all.filter(({ party }) => party !== 'machine' && party !== 'stranger');
  const ways = (script: Script) => script.turns.flatMap(({ paragraphs }) => paragraphs.flat());
  const paragraphs = languages.map(
    (language) => [language, scripts.filter((script) => script.language === language).flatMap(ways)] as const,
  );
  return {
    scripts,
    newsletters: languages.flatMap((language) => loadNewsletters(language)),
    paragraphs: new Map(paragraphs),
  };
}

function writeThread(random: Random, material: Material, owner: Person, period: Period): FiledMessage[] {
  if (random.chance(0.3)) return [newsletter(random, random.pick(material.newsletters), owner, period.start)];
  const script = random.pick(material.scripts);
  const cast = drawCast(random, script, owner);
  if (cast === undefined) return [];
  const letters = playConversation(random, script, cast, period.start, new Date(8.64e15));
  const long = lengthen(random, letters, material.paragraphs.get(script.language) ?? []);
  return fileConversation(random, long, cast, script.party, period).filter(
    (filed) => filed.owner === owner.address,
  );
}

function newsletter(random: Random, from: Newsletter, owner: Person, date: Date): FiledMessage {
  const issue = writeIssue(random, from, random.between(100, 9_999), owner, date);
  return {
    owner: owner.address,
    folder: { path: 'Newsletters' },
    flags: random.chance(0.75) ? ['\\Seen'] : [],
    date,
    raw: withTrace(issue.raw, issue.sender, owner.address, date),
    kind: 'newsletter',
    language: from.language,
    messageId: issue.messageId,
  };
}

/** The same letters with more to say, each still quoting the ones before it. */
function lengthen(random: Random, letters: readonly Letter[], paragraphs: readonly string[]): Letter[] {
  const longer = new Map<Letter, Letter>();
  for (const letter of letters) {
    const firm = correspondents.find(({ language }) => language === letter.language);
    const { slots } = drawFacts(random, letter.language, letter.date, letter.author, firm);
    const facts = { ...slots, colleague: letter.cc[0]?.given ?? letter.author.given };
    const count = random.between(furtherParagraphs.least, furtherParagraphs.most);
    const further = random.sample(paragraphs, count).map((text) => fill(text, facts, letter.author.gender));
    longer.set(letter, {
      ...letter,
      answers: letter.answers && longer.get(letter.answers),
      paragraphs: [...letter.paragraphs.slice(0, -1), ...further, ...letter.paragraphs.slice(-1)],
    });
  }
  return [...longer.values()];
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  const inside: T[] = [];
  const outside: T[] = [];
  for (const item of items) (belongs(item) ? inside : outside).push(item);
  return [inside, outside];
}
