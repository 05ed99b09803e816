/** Writes to who left, who took their accounts over, and who is to know of it. What could not be mailed is tried again within the minute. */
import type { LocaleTag } from '@mailroom/model';
import type { DepartureLetter, Store } from '@mailroom/store';
import type { Logger } from 'pino';
import en from '../locales/en/departure.json' with { type: 'json' };
import fr from '../locales/fr/departure.json' with { type: 'json' };
import it from '../locales/it/departure.json' with { type: 'json' };
import ptBR from '../locales/pt-BR/departure.json' with { type: 'json' };
import ru from '../locales/ru/departure.json' with { type: 'json' };
import zhCN from '../locales/zh-CN/departure.json' with { type: 'json' };
import type { OwnMail } from '../mail/own-mail.ts';
import { type Texts, textsIn } from '../mail/texts.ts';

const texts = textsIn({ en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it });

export interface LetterParts {
  store: Pick<Store, 'departureLetters' | 'organisation'>;
  /** Null where Mailroom has no mail of its own: then the screens alone tell. */
  mail: OwnMail | null;
  /** Public address, without a trailing slash. */
  address(): string;
  log: Pick<Logger, 'info' | 'error'>;
}

/** One mail to each person for all that was done of a departure since the last one. */
export async function sendLetters({ store, mail, address, log }: LetterParts): Promise<void> {
  if (!mail) return;
  const { locale } = await store.organisation.policy();
  const unsent = await store.departureLetters.unsent();
  const together = Map.groupBy(unsent, ({ departureId, recipient }) => `${departureId} ${recipient.id}`);
  for (const letters of together.values()) {
    const [first] = letters;
    if (!first) continue;
    const { recipient } = first;
    const language = recipient.locale ?? locale ?? 'en';
    const { subject, text } = letterText(letters, { language, address: address() });
    try {
      await mail.send({ to: { name: recipient.name, address: recipient.email }, subject, text, language });
    } catch (thrown) {
      log.error({ err: thrown, personId: recipient.id }, 'a letter about a departure could not be sent');
      continue;
    }
    await store.departureLetters.sent(letters);
    log.info({ personId: recipient.id, accounts: letters.length }, 'somebody was told of a departure');
  }
}

/** Letters of one departure to one person, as one text. */
export function letterText(
  letters: readonly DepartureLetter[],
  { language, address }: { language: LocaleTag; address: string },
): { subject: string; text: string } {
  const say = texts(language);
  const paragraphs = letters.map((letter) => paragraphOf(letter, say, language));
  const [first] = letters;
  const values = { leaver: line(first?.leaver.name), address };
  const heir = letters.some((letter) => roleOf(letter) === 'heir');
  return {
    subject: say(roleOf(first) === 'leaver' ? 'subjectLeaver' : 'subject', values),
    text: `${[...paragraphs, ...(heir ? [`${address}/accounts`] : []), say('why', values)].join('\n\n')}\n`,
  };
}

/** A line break in a name would begin a paragraph of somebody else's. */
function line(name = ''): string {
  return name.replace(/\s+/g, ' ');
}

function roleOf(letter: DepartureLetter | undefined): 'leaver' | 'heir' | 'told' {
  if (letter?.recipient.id === letter?.leaver.id) return 'leaver';
  return letter?.fate.kind === 'hand-over' && letter.fate.to === letter.recipient.id ? 'heir' : 'told';
}

function paragraphOf(letter: DepartureLetter, say: Texts, language: LocaleTag): string {
  const { fate, instead } = letter;
  const values = {
    mailbox: letter.address,
    leaver: line(letter.leaver.name),
    decider: line(letter.decider.name),
    heir: line(letter.heirName),
    reason: fate.kind === 'hand-over' ? (fate.reason ?? '') : '',
    date: dateOf(fate, language),
  };
  const role = roleOf(letter);
  if (fate.kind === 'hand-over' && instead === null) {
    const taken = fate.to === letter.decider.id;
    return [say(`${role}.handed`, values), ...(taken && role !== 'heir' ? [say('reason', values)] : [])].join(
      ' ',
    );
  }
  if (fate.kind === 'purge') return say('leaver.purged', values);
  return say(values.date === '' ? 'leaver.kept' : 'leaver.keptUntil', values);
}

function dateOf(fate: DepartureLetter['fate'], language: LocaleTag): string {
  const date = fate.kind === 'keep' ? fate.until : fate.kind === 'purge' ? fate.on : null;
  if (date === null) return '';
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}
