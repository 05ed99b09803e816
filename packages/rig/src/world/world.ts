import type { FiledMessage } from './filing.ts';
import { createFreshMail, type FreshMail } from './fresh.ts';
import { type Volume, writeHistory } from './mailbox-history.ts';
import { correspondents, type Person, staff } from './organisation.ts';
import { createRandom, type Random } from './random.ts';
import { loadScripts, type Script } from './scripts.ts';
import { languages } from './texts/phrases.ts';

export interface WorldOptions {
  /** Equal seeds and ends give the same world, byte for byte. */
  readonly seed: string;
  /** The moment the world is at: the newest message is not later. */
  readonly end: Date;
}

/** The practice world: one organisation's mail over two years, and what arrives from then on. */
export interface World {
  /** The people with a mailbox; the first is the main persona. */
  readonly people: typeof staff;
  /** Customers and suppliers, who have no mailbox here but may be written to. */
  readonly correspondents: readonly Person[];
  /** Every message of every mailbox, oldest first; written when first asked for, which takes about a second. */
  readonly messages: readonly FiledMessage[];
  readonly fresh: FreshMail;
}

/** The main persona's colleagues in every language write to her, so her mailbox has them all. */
const personaVolume: Volume = {
  conversations: { en: 175, fr: 72, zh: 62, ru: 62, pt: 66, it: 66 },
  newsletters: 260,
  notices: 150,
  junk: 60,
};

function colleagueVolume(person: Person): Volume {
  return { conversations: { [person.language]: 38 }, newsletters: 40, notices: 12, junk: 10 };
}

function writeMessages(random: Random, scripts: readonly Script[], end: Date): FiledMessage[] {
  const start = new Date(end);
  start.setUTCFullYear(start.getUTCFullYear() - 2);
  const [persona] = staff;
  const messages = staff.flatMap((person) => {
    const volume = person === persona ? personaVolume : colleagueVolume(person);
    return writeHistory(random.fork(person.address), person, scripts, volume, { start, end });
  });
  return messages.sort((one, other) => one.date.getTime() - other.date.getTime());
}

/** Builds the practice world. */
export function buildWorld(options: WorldOptions): World {
  const random = createRandom(options.seed);
  const scripts = languages.flatMap((language) => loadScripts(language));
  let messages: readonly FiledMessage[] | undefined;
  return {
    people: staff,
    correspondents: correspondents.flatMap((firm) => firm.people),
    get messages() {
      messages ??= writeMessages(random.fork('history'), scripts, options.end);
      return messages;
    },
    fresh: createFreshMail(random.fork('fresh'), scripts),
  };
}
