import { writeNotice } from './bulk.ts';
import { type Cast, liveConversation } from './conversation.ts';
import { withTrace } from './delivery.ts';
import type { FiledMessage } from './filing.ts';
import { type Letter, writeLetter } from './letter.ts';
import { correspondents, staff } from './organisation.ts';
import type { Random } from './random.ts';
import type { Script } from './scripts.ts';

/** New mail for the main persona, one message at a time, for as long as anyone asks. */
export interface FreshMail {
  /** The next message, dated `at`, for every practice mailbox it concerns. */
  next(at: Date): FiledMessage[];
}

const [persona, ...colleagues] = staff;

/** Whom a live conversation is between: an outsider and a colleague, with the main persona in copy from the start. */
function liveCast(random: Random, script: Script): Cast | undefined {
  const firms = correspondents.filter(
    (firm) => firm.kind === script.party && firm.language === script.language,
  );
  const speakers = colleagues.filter((person) => person.language === script.language);
  if (firms.length === 0 || speakers.length === 0) return undefined;
  const firm = random.pick(firms);
  return {
    us: random.pick(speakers),
    them: random.pick(firm.people),
    colleague: persona,
    firm,
    copied: true,
  };
}

function filed(letter: Letter, kind: FiledMessage['kind']): FiledMessage[] {
  const raw = writeLetter(letter);
  const common = { date: letter.date, kind, language: letter.language, messageId: letter.messageId };
  return staff.flatMap((owner): FiledMessage[] => {
    if (owner === letter.author) {
      return [{ ...common, owner: owner.address, folder: { role: 'sent' }, flags: ['\\Seen'], raw }];
    }
    if (![...letter.to, ...letter.cc].includes(owner)) return [];
    const traced = withTrace(raw, letter.author.address, owner.address, letter.date);
    return [{ ...common, owner: owner.address, folder: { role: 'inbox' }, flags: [], raw: traced }];
  });
}

/** A source of fresh mail; equal seeds asked at equal times give equal mail. */
export function createFreshMail(random: Random, scripts: readonly Script[]): FreshMail {
  const open: { kind: FiledMessage['kind']; turns: Generator<Letter, void, Date> }[] = [];
  const outside = scripts.filter(
    ({ party, turns }) =>
      (party === 'customer' || party === 'supplier') && turns.every((turn) => turn.by !== 'colleague'),
  );
  const inside = scripts.filter(({ party }) => party === 'colleague');
  const machines = scripts.filter(({ party }) => party === 'machine');

  const notice = (at: Date): FiledMessage[] => {
    const script = random.pick(machines);
    const { raw, sender, messageId } = writeNotice(random, script, persona, at);
    const traced = withTrace(raw, sender, persona.address, at);
    return [
      {
        owner: persona.address,
        folder: { role: 'inbox' },
        flags: [],
        date: at,
        raw: traced,
        kind: 'machine',
        language: script.language,
        messageId,
      },
    ];
  };

  /** A colleague's opening line is addressed to the persona, whose answer is nobody's to write. */
  const opening = (at: Date): FiledMessage[] => {
    const script = random.pick(inside);
    const speakers = colleagues.filter((person) => person.language === script.language);
    if (speakers.length === 0) return notice(at);
    const them = random.pick(speakers);
    const third = random.pick(colleagues.filter((person) => person !== them));
    const turns = liveConversation(
      random,
      script,
      { us: persona, them, colleague: third, firm: undefined },
      at,
    );
    const first = turns.next(at);
    return first.done === true ? notice(at) : filed(first.value, 'colleague');
  };

  const conversation = (at: Date): FiledMessage[] => {
    const script = random.pick(outside);
    const cast = liveCast(random, script);
    if (cast === undefined) return notice(at);
    const turns = liveConversation(random, script, cast, at);
    const first = turns.next(at);
    if (first.done === true) return notice(at);
    open.push({ kind: script.party, turns });
    return filed(first.value, script.party);
  };

  const answer = (at: Date): FiledMessage[] => {
    const index = random.between(0, open.length - 1);
    const going = open[index];
    const turn = going?.turns.next(at);
    if (going === undefined || turn === undefined || turn.done === true) {
      open.splice(index, 1);
      return conversation(at);
    }
    return filed(turn.value, going.kind);
  };

  return {
    next(at) {
      const draw = random.next();
      if (open.length > 0 && draw < 0.4) return answer(at);
      if (draw < 0.75) return conversation(at);
      return draw < 0.9 ? opening(at) : notice(at);
    },
  };
}
