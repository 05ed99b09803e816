import { readFileSync } from 'node:fs';
import type { Language } from './texts/phrases.ts';

/**
 * The conversations people have in the practice world, one script for each kind, read from texts/<language>/conversations.txt:
 *
 *   == quote (customer)                 name, and whom it is held with; `matched` when each subject has its own first paragraph
 *   subject: Quotation for {project}    one of these is chosen
 *   -- them with schedule.csv           a turn: who writes, then `with <file>`, `inline`, `invite`, `after-meeting`, `html`
 *   We are finishing … {project} …      a paragraph, one line
 *   / {project} has been released …     another way to say that paragraph
 *                                       (an empty line before the next paragraph)
 *
 * A script held with a `machine` or a `stranger` names its `sender: Name <address>` and has one turn. {slots} are filled
 * from the facts of the conversation, {masculine/feminine} by the gender of whoever writes.
 */
export interface Script {
  readonly language: Language;
  readonly name: string;
  readonly party: 'customer' | 'supplier' | 'colleague' | 'machine' | 'stranger';
  readonly sender: { readonly name: string; readonly address: string } | undefined;
  readonly subjects: readonly string[];
  /** The subject and the way to put the first paragraph belong together, in their order. */
  readonly matched: boolean;
  readonly turns: readonly Turn[];
}

export interface Turn {
  readonly by: 'them' | 'us' | 'colleague';
  /** File name whose ending says what is attached. */
  readonly attachment: string | undefined;
  /** The attachment is a picture shown in the text. */
  readonly inline: boolean;
  /** A calendar invitation goes with it. */
  readonly invite: boolean;
  /** Written the day after the meeting. */
  readonly afterMeeting: boolean;
  /** Always written in HTML. */
  readonly html: boolean;
  /** For each paragraph, the ways to put it. */
  readonly paragraphs: readonly (readonly string[])[];
}

const parties: readonly string[] = ['customer', 'supplier', 'colleague', 'machine', 'stranger'];

interface OpenTurn extends Omit<Turn, 'paragraphs'> {
  readonly paragraphs: string[][];
}

interface OpenScript extends Omit<Script, 'subjects' | 'turns' | 'sender'> {
  sender: Script['sender'];
  readonly subjects: string[];
  readonly turns: OpenTurn[];
}

function openTurn(words: readonly string[], fail: (why: string) => never): OpenTurn {
  const by = words[0];
  if (by !== 'them' && by !== 'us' && by !== 'colleague') return fail(`nobody called ${by} writes`);
  const file = words.indexOf('with');
  return {
    by,
    attachment: file === -1 ? undefined : words[file + 1],
    inline: words.includes('inline'),
    invite: words.includes('invite'),
    afterMeeting: words.includes('after-meeting'),
    html: words.includes('html'),
    paragraphs: [],
  };
}

/**
 * Reads scripts from text.
 * @throws Error naming the line that breaks the form.
 */
export function parseScripts(source: string, language: Language): Script[] {
  const scripts: OpenScript[] = [];
  source.split(/\r?\n/).forEach((line, index) => {
    const fail = (why: string): never => {
      throw new Error(`Conversations in ${language}, line ${index + 1}: ${why}`);
    };
    const heading = /^== (\S+) \((\S+)\)( matched)?$/.exec(line);
    if (heading !== null) {
      const [, name = '', party = ''] = heading;
      if (!parties.includes(party)) fail(`unknown party ${party}`);
      scripts.push({
        language,
        name,
        party: party as Script['party'],
        sender: undefined,
        subjects: [],
        matched: heading[3] !== undefined,
        turns: [],
      });
      return;
    }
    const script = scripts.at(-1);
    if (script === undefined) {
      if (line.trim() !== '') fail('text before the first script');
      return;
    }
    const sender = /^sender: (.+) <(.+)>$/.exec(line);
    const turn = script.turns.at(-1);
    if (sender !== null) script.sender = { name: sender[1] ?? '', address: sender[2] ?? '' };
    else if (line.startsWith('subject: ')) script.subjects.push(line.slice('subject: '.length));
    else if (line.startsWith('-- ')) script.turns.push(openTurn(line.slice(3).split(' '), fail));
    else if (line.startsWith('/ ')) {
      const paragraph = turn?.paragraphs.at(-1) ?? fail('another way to say nothing');
      paragraph.push(line.slice(2));
    } else if (line.trim() !== '') (turn ?? fail('text outside a turn')).paragraphs.push([line]);
  });
  return scripts;
}

/** All scripts of a language. */
export function loadScripts(language: Language): Script[] {
  const file = new URL(`./texts/${language}/conversations.txt`, import.meta.url);
  return parseScripts(readFileSync(file, 'utf8'), language);
}
