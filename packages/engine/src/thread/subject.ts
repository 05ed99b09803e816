/**
 * The last resort: an answer that names no message it answers, from a program that writes no References. It joins what has the same
 * subject and a person in common, and was received in the fortnight before it.
 */

/** Milliseconds that may lie between a message and an answer that is known by its subject alone. */
export const subjectWindow = 14 * 24 * 60 * 60_000;

/** What mail programs of the world put before the subject of an answer. */
const answered = [
  ...[
    're',
    'réf',
    'rép',
    'aw',
    'antwort',
    'antw',
    'sv',
    'svar',
    'vs',
    'odp',
    'odg',
    'ynt',
    'cevap',
    'atb',
    'ats',
    'vast',
  ],
  ...[
    'vá',
    'bls',
    'res',
    'resp',
    'rif',
    'ris',
    'r',
    'απ',
    'σχετ',
    'отв',
    'ответ',
    'отг',
    'відп',
    'адк',
    'tl',
  ],
  ...['回复', '回覆', '答复', '答覆', '回信', '返信', '답장', '회신', 'رد', 'השב', 'תשובה', 'ตอบ'],
];

/** And what they put before one that is passed on: a conversation of its own until somebody answers it. */
const forwarded = [
  ...[
    'fwd',
    'fw',
    'wg',
    'tr',
    'rv',
    'enc',
    'i',
    'doorst',
    'vb',
    'vl',
    'pd',
    'ilt',
    'i̇lt',
    'tov',
    'továbbítás',
    'trs',
  ],
  ...[
    'πρθ',
    'пересл',
    'fs',
    'edasi',
    'ch',
    'yml',
    '转发',
    '轉寄',
    '轉發',
    '転送',
    '전달',
    'הועבר',
    'إعادة توجيه',
    'ส่งต่อ',
  ],
];

const longestSubject = 500;

/** `Re`, `Re[2]`, `RE (3)`, `Re^2`, then a colon, which Chinese input methods write wide and French ones after a space. */
const prefix = /^([\p{L}\p{M}.]{1,14})\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\*\d{1,3})?\s?[:\uff1a]\s*/u;
/** A mailing list's tag. */
const tag = /^\[[^[\]]{1,60}\]\s*/;
const forwardedBehind = /\s*\((?:fwd|fw|ext)\)$/;

const answers: ReadonlySet<string> = new Set(answered);
const passesOn: ReadonlySet<string> = new Set(forwarded);

export interface BaseSubject {
  /** Folded as compared: without prefixes, list tags, case and repeated white space. Empty where nothing is left to compare. */
  base: string;
  /** Whether the outermost prefix says that this is an answer. */
  answer: boolean;
}

/** After RFC 5256 2.1, with the prefixes of more languages than English. */
export function baseSubject(subject: string): BaseSubject {
  let rest = subject
    .slice(0, longestSubject)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(forwardedBehind, '');
  let answer: boolean | null = null;
  for (;;) {
    const [whole, name] = prefix.exec(rest) ?? [];
    const isAnswer = name !== undefined && answers.has(name.normalize('NFC'));
    const isPrefix = isAnswer || (name !== undefined && passesOn.has(name.normalize('NFC')));
    const strip = isPrefix ? whole : tag.exec(rest)?.[0];
    // A subject that is nothing but a list's tag is a subject.
    if (strip === undefined || (!isPrefix && strip.length === rest.length)) break;
    if (isPrefix) answer ??= isAnswer;
    rest = rest.slice(strip.length);
  }
  return { base: rest, answer: answer ?? false };
}

/** A message as the rule sees it, among others of the same base subject in one account. */
export interface SubjectMessage {
  id: number;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** An answer that names no message it answers. Only such a one joins others; others never join by themselves. */
  loose: boolean;
  /** Lower-case addresses of all who wrote or received it, without the account's own. */
  people: readonly string[];
}

export interface SubjectJoins {
  /** Pairs of ids that belong together: few of them, since each ties two neighbours of a stretch. */
  pairs: [number, number][];
  /** Loose answers that have found something to join. */
  joined: number[];
}

/**
 * Which of these messages belong together. Told pair by pair and by nothing but the two of them: a loose answer and every message of
 * the fortnight before it that shares a person. So the result is the same whatever order they arrived in, and grows when more arrive.
 * One walk along time for each person, however many messages carry the subject.
 */
export function subjectJoins(messages: readonly SubjectMessage[]): SubjectJoins {
  const pairs: [number, number][] = [];
  const joined = new Set<number>();
  const byPerson = new Map<string, SubjectMessage[]>();
  for (const message of messages) {
    for (const person of new Set(message.people)) {
      const list = byPerson.get(person);
      if (list) list.push(message);
      else byPerson.set(person, [message]);
    }
  }
  for (const list of byPerson.values()) {
    if (list.length < 2 || !list.some(({ loose }) => loose)) continue;
    list.sort((a, b) => a.receivedAt - b.receivedAt || a.id - b.id);
    joinAlong(list, pairs, joined);
  }
  return { pairs, joined: [...joined] };
}

/** `list` in order of time. Windows of later answers begin later, so each neighbour is tied once. */
function joinAlong(list: readonly SubjectMessage[], pairs: [number, number][], joined: Set<number>): void {
  let [first, last, tied] = [0, 0, 0];
  for (const answer of list) {
    if (!answer.loose) continue;
    while ((list[first]?.receivedAt ?? 0) < answer.receivedAt - subjectWindow) first += 1;
    // Mail of the same second has no order; imported mail may all be of one.
    while ((list[last + 1]?.receivedAt ?? Number.POSITIVE_INFINITY) <= answer.receivedAt) last += 1;
    if (first === last) continue;
    joined.add(answer.id);
    for (let at = Math.max(first, tied); at < last; at += 1) {
      const [one, other] = [list[at], list[at + 1]];
      if (one && other) pairs.push([one.id, other.id]);
    }
    tied = Math.max(tied, last);
  }
}
