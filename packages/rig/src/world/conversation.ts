import { drawFacts, type Facts, fill } from './facts.ts';
import { attachmentPart } from './files/attachment.ts';
import type { Letter } from './letter.ts';
import { type Correspondent, organisation, type Person } from './organisation.ts';
import type { Random } from './random.ts';
import type { Script, Turn } from './scripts.ts';
import { type Language, phrases } from './texts/phrases.ts';
import { answerTime, atWork } from './working-time.ts';

/** Who takes part in a conversation. */
export interface Cast {
  /** The practice person whose mailbox it is about. */
  readonly us: Person;
  readonly them: Person;
  /** Another practice person who joins, or is in copy. */
  readonly colleague: Person;
  /** The colleague is in copy from the first letter; otherwise only now and then. */
  readonly copied?: boolean;
  /** The firm `them` works for; undefined for a conversation within the organisation. */
  readonly firm: Correspondent | undefined;
}

const noon = 12 * 60 * 60 * 1000;

function dayAfter(date: Date): Date {
  return new Date(date.getTime() + noon);
}

/** A Message-ID in the style of a sender's own domain. */
export function makeMessageId(random: Random, author: Person): string {
  const domain = author.address.slice(author.address.indexOf('@') + 1);
  return `<${random.hex(8)}.${random.hex(12)}@${domain}>`;
}

/** How one person greets another: mail to the organisation's own people is short, a first letter is complete. */
function greet(
  random: Random,
  language: Language,
  author: Person,
  reader: Person,
  first: boolean,
): string | undefined {
  if (!first && random.chance(0.25)) return undefined;
  return fill(random.pick(phrases[language].greetings), { name: reader.given }, author.gender);
}

interface Scene {
  readonly script: Script;
  readonly cast: Cast;
  readonly facts: Facts;
  readonly subject: string;
  /** Which way to put the first paragraph goes with the subject; undefined when any does. */
  readonly opening: number | undefined;
}

function drawScene(random: Random, script: Script, cast: Cast, started: Date): Scene {
  const drawn = drawFacts(random, script.language, started, cast.them, cast.firm);
  const facts = { ...drawn, slots: { ...drawn.slots, colleague: cast.colleague.given } };
  const chosen = random.between(0, script.subjects.length - 1);
  const subject = fill(script.subjects[chosen] ?? '', facts.slots, cast.them.gender);
  return { script, cast, facts, subject, opening: script.matched ? chosen : undefined };
}

function writeTurn(
  random: Random,
  scene: Scene,
  turn: Turn,
  previous: Letter | undefined,
  date: Date,
): Letter {
  const { script, cast, facts, opening } = scene;
  const { language } = script;
  const author = cast[turn.by];
  const reader = turn.by === 'them' ? cast.us : cast.them;
  const joined = turn.by === 'colleague' || previous?.cc.length !== 0;
  const third = turn.by === 'colleague' ? cast.us : cast.colleague;
  const withThird = previous === undefined ? cast.copied === true || random.chance(0.15) : joined;
  const first = previous === undefined;
  const texts = turn.paragraphs.map((ways, index) => {
    const matching = first && index === 0 && opening !== undefined ? ways[opening] : undefined;
    return fill(matching ?? random.pick(ways), facts.slots, author.gender);
  });
  const greeting = greet(random, language, author, reader, previous === undefined);
  const messageId = makeMessageId(random, author);
  const reply = previous === undefined ? '' : phrases[language].reply;
  const contentId = turn.inline ? `picture.${random.hex(10)}@practice.example` : undefined;
  const file =
    turn.attachment === undefined
      ? undefined
      : attachmentPart(random, turn.attachment, language, facts, contentId);
  return {
    language,
    author,
    to: [reader],
    cc: withThird && third.address !== reader.address && third.address !== author.address ? [third] : [],
    date,
    subject: `${reply}${scene.subject}`,
    messageId,
    answers: previous,
    paragraphs: [
      ...(greeting === undefined ? [] : [greeting]),
      ...texts,
      random.pick(phrases[language].closings),
    ],
    attachments: file === undefined || turn.inline ? [] : [file],
    picture: turn.inline ? file : undefined,
    invitation: turn.invite
      ? {
          method: 'REQUEST',
          meeting: {
            uid: `${messageId.slice(1, 18)}@${organisation.domain}`,
            summary: scene.subject,
            location: `${facts.project.name}, ${facts.project.city}`,
            start: new Date(Math.floor(facts.meeting.getTime() / (2 * noon)) * 2 * noon + noon + noon / 6),
            organizer: author,
            attendees: [reader],
            stamp: date,
          },
        }
      : undefined,
    html: turn.html,
    extraHeaders: [],
  };
}

/** The answer a calendar sends by itself when someone accepts. */
function acceptance(random: Random, invitation: Letter, date: Date): Letter | undefined {
  const { language, invitation: invited, author } = invitation;
  const [guest] = invitation.to;
  if (invited === undefined || guest === undefined) return undefined;
  return {
    ...invitation,
    author: guest,
    to: [author],
    cc: [],
    date,
    subject: `${phrases[language].accepted}${invitation.subject}`,
    messageId: makeMessageId(random, guest),
    answers: invitation,
    paragraphs: [],
    attachments: [],
    picture: undefined,
    invitation: { method: 'REPLY', meeting: { ...invited.meeting, attendees: [guest], stamp: date } },
  };
}

/**
 * Plays a script with its cast: letters in order, each answering the one before, at times when their writers are at
 * work. Letters later than `until` are not written yet, so the newest conversations are still open.
 */
export function playConversation(
  random: Random,
  script: Script,
  cast: Cast,
  started: Date,
  until: Date,
): Letter[] {
  const scene = drawScene(random, script, cast, started);
  const letters: Letter[] = [];
  let previous: Letter | undefined;
  for (const turn of script.turns) {
    const author = cast[turn.by];
    const date =
      previous === undefined
        ? atWork(author.zone, started, random)
        : answerTime(author.zone, turn.afterMeeting ? dayAfter(scene.facts.meeting) : previous.date, random);
    const letter = writeTurn(random, scene, turn, previous, date);
    if (date > until) break;
    letters.push(letter);
    previous = letter;
    if (turn.invite) {
      const accepted = acceptance(random, letter, new Date(date.getTime() + random.between(4, 50) * 60_000));
      if (accepted !== undefined && accepted.date <= until) letters.push(accepted);
    }
  }
  return letters;
}

/** Writes the turns of a conversation one at a time, at the moments it is asked for them: for mail that arrives live. */
export function* liveConversation(
  random: Random,
  script: Script,
  cast: Cast,
  started: Date,
): Generator<Letter, void, Date> {
  const scene = drawScene(random, script, cast, started);
  let date = started;
  let previous: Letter | undefined;
  for (const turn of script.turns) {
    const letter = writeTurn(random, scene, turn, previous, date);
    previous = letter;
    date = yield letter;
  }
}
