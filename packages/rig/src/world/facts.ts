import { type Correspondent, correspondents, type Person, type Project, products } from './organisation.ts';
import type { Random } from './random.ts';
import { type Language, phrases } from './texts/phrases.ts';
import { wallClock } from './working-time.ts';

/** What a conversation is about; the same from its first message to its last. */
export interface Facts {
  readonly project: Project;
  /** What fills the {slots} of its texts. */
  readonly slots: Readonly<Record<string, string>>;
  /** The meeting an invitation is for. */
  readonly meeting: Date;
}

const day = 24 * 60 * 60 * 1000;

const dayFormats = new Map<Language, Intl.DateTimeFormat>();
const dateFormats = new Map<Language, Intl.DateTimeFormat>();

function remembered<T>(cache: Map<Language, T>, language: Language, make: () => T): T {
  const known = cache.get(language);
  if (known !== undefined) return known;
  const made = make();
  cache.set(language, made);
  return made;
}

/** A day as people write it: "14 May", "14 de maio", "5月14日". */
export function dayLabel(language: Language, person: Person, at: Date): string {
  const format = remembered(
    dayFormats,
    language,
    () =>
      new Intl.DateTimeFormat(phrases[language].locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  );
  return format.format(wallClock(person.zone, at));
}

/** A date and time as a mail program writes it above quoted text. */
export function dateLabel(language: Language, person: Person, at: Date): string {
  const format = remembered(
    dateFormats,
    language,
    () =>
      new Intl.DateTimeFormat(phrases[language].locale, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        timeZone: 'UTC',
      }),
  );
  // French typography puts a narrow no-break space before some signs, which Latin-1 lacks.
  return format.format(wallClock(person.zone, at)).replaceAll('\u202f', '\u00a0');
}

const moneyFormats = new Map<Language, Intl.NumberFormat>();

/** An amount in the currency the language's customers pay in. */
export function moneyLabel(language: Language, amount: number): string {
  const { locale, currency } = phrases[language];
  const format = remembered(
    moneyFormats,
    language,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency }),
  );
  return format.format(amount).replaceAll('\u202f', '\u00a0');
}

/** Draws the facts of a conversation held in a language. */
export function drawFacts(
  random: Random,
  language: Language,
  started: Date,
  author: Person,
  partner: Correspondent | undefined,
): Facts {
  const known = partner?.projects ?? [];
  const others = correspondents.filter((firm) => firm.language === language).flatMap((firm) => firm.projects);
  const project = random.pick(known.length > 0 ? known : others);
  const year = String(started.getUTCFullYear() % 100);
  const meeting = new Date(started.getTime() + random.between(6, 21) * day);
  const later = new Date(meeting.getTime() + random.between(3, 12) * day);
  const quantity = random.between(3, 60) * random.pick([1, 2, 4]);
  const slots: Record<string, string> = {
    product: random.pick(products),
    project: project.name,
    city: project.city,
    qty: String(quantity),
    finish: random.pick(phrases[language].finishes),
    order: `${random.pick(['PO', 'HL', 'B'])}-${year}${random.between(100, 999)}`,
    invoice: `INV-${year}-${random.between(1000, 9999)}`,
    quote: `Q${year}${random.between(1000, 9999)}`,
    amount: moneyLabel(language, quantity * random.between(74, 410) + random.pick([0, 0.5, 0.9])),
    percent: String(random.between(2, 8)),
    weeks: String(random.between(4, 10)),
    company: partner?.people[0]?.company ?? author.company,
    day1: dayLabel(language, author, meeting),
    day2: dayLabel(language, author, later),
  };
  return { project, slots, meeting };
}

/**
 * Fills {slots}, and {masculine/feminine} by the writer's gender.
 * @throws Error for a slot the facts do not have, which is a misspelling in the texts.
 */
export function fill(
  text: string,
  slots: Readonly<Record<string, string>>,
  gender: Person['gender'],
): string {
  return text
    .replace(/\{([^{}/]*)\/([^{}/]*)\}/g, (_, masculine: string, feminine: string) =>
      gender === 'm' ? masculine : feminine,
    )
    .replace(/\{(\w+)\}/g, (_, slot: string) => {
      const value = slots[slot];
      if (value === undefined) throw new Error(`No fact for {${slot}} in "${text}"`);
      return value;
    });
}
