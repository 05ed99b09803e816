import { formatDate } from './headers.ts';
import { createRandom } from './random.ts';
import { loadScripts } from './scripts.ts';
import { languages } from './texts/phrases.ts';

/** One of any number of messages: nothing of it is kept, its octets are computed when they are asked for. */
export interface VastMessage {
  /** Exact length of what `raw` makes. */
  readonly size: number;
  readonly date: Date;
  raw(): Buffer;
}

const minute = 60_000;
const least = 1_500;
const most = 6_000;
/** Of three messages, two answer the one before them in their folder. */
const perConversation = 3;

/** Makes the messages of a mailbox too large to be written: `message(folder, uid)` is always the same one. */
export function vastMailbox(seed: string, start: Date): (folder: string, uid: number) => VastMessage {
  const words = vocabulary();
  return (folder, uid) => {
    const key = `${seed}/${folder}/${uid}`;
    const size = createRandom(key).between(least, most);
    // A message every ten minutes in each folder.
    const date = new Date(start.getTime() + uid * 10 * minute);
    return { size, date, raw: () => write(key, folder, uid, date, size, words) };
  };
}

function messageId(folder: string, uid: number): string {
  return `<${uid}.${Buffer.from(folder).toString('hex')}@vast.test>`;
}

function write(
  key: string,
  folder: string,
  uid: number,
  date: Date,
  size: number,
  words: readonly string[],
): Buffer {
  const random = createRandom(key);
  const first = uid - ((uid - 1) % perConversation);
  const topic = createRandom(`${folder}/${first}`);
  const subject = `${topic.pick(words)} ${topic.pick(words)} ${topic.hex(6)}`;
  const lines = [
    `From: Sender ${uid % 97} <sender${uid % 97}@vast.test>`,
    'To: Reader <reader@vast.test>',
    `Subject: ${uid === first ? '' : 'Re: '}=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Date: ${formatDate(date, 0)}`,
    `Message-ID: ${messageId(folder, uid)}`,
    ...(uid === first ? [] : [`In-Reply-To: ${messageId(folder, uid - 1)}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    '',
  ];
  const octets = Buffer.alloc(size, '.');
  let end = octets.write(lines.join('\r\n'));
  let line = 0;
  while (end < size - 60) {
    const word = random.pick(words);
    line += word.length + 1;
    end += octets.write(line > 70 ? `${word}\r\n` : `${word} `, end);
    if (line > 70) line = 0;
  }
  octets.write('\r\n', size - 2);
  return octets;
}

/** Words of all languages' conversations; of texts without blanks, what stands between marks. */
function vocabulary(): string[] {
  const texts = languages.flatMap((language) =>
    loadScripts(language).flatMap(({ turns }) => turns.flatMap(({ paragraphs }) => paragraphs.flat())),
  );
  const words = texts.flatMap((text) => text.match(/[\p{L}\p{N}]{2,12}/gu) ?? []);
  return [...new Set(words)];
}
