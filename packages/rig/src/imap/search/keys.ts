import { canonicalFlag, type PracticeMessage } from '../../mailbox/index.ts';
import type { Arguments } from '../grammar/arguments.ts';
import { contains } from '../grammar/sequence-set.ts';
import { CommandRefused } from '../reply.ts';
import type { Session } from '../session.ts';
import type { Row } from '../view.ts';
import { MessageText } from './message-text.ts';

/** What a search looks at; texts are made when a key first needs them. */
export interface Candidate {
  readonly row: Row;
  readonly message: PracticeMessage;
  readonly text: MessageText;
}

export type Key = (candidate: Candidate) => boolean;

export function candidate(row: Row, message: PracticeMessage): Candidate {
  return { row, message, text: new MessageText(message) };
}

const DAY = 86_400_000;
/** Deeper nesting than any client writes; more would only be there to exhaust the stack. */
const MAX_DEPTH = 100;

/** Reads search keys (RFC 9051 section 6.4.4) up to the end of the command. All must hold. */
export function parseKeys(session: Session, args: Arguments): Key {
  return new KeyReader(session, args).all();
}

class KeyReader {
  readonly #session: Session;
  readonly #args: Arguments;
  #depth = 0;

  constructor(session: Session, args: Arguments) {
    this.#session = session;
    this.#args = args;
  }

  all(): Key {
    const keys = [this.#key()];
    while (!this.#args.atEnd) {
      this.#args.space();
      keys.push(this.#key());
    }
    return every(keys);
  }

  #key(): Key {
    const args = this.#args;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw args.fault('search keys nested too deep');
    try {
      if (args.looksAt('(')) {
        this.#refuseNesting();
        const keys = args.list(() => this.#key());
        if (keys.length === 0) throw args.fault('an empty list of search keys');
        return every(keys);
      }
      if (/^[\d*$]/.test(args.rest)) {
        const set = args.sequenceSet();
        const rows = this.#session.selected.rows(set, false);
        if (!rows) throw args.fault('a sequence number beyond the mailbox');
        const numbers = new Set(rows.map(({ sequence }) => sequence));
        return ({ row }) => numbers.has(row.sequence);
      }
      return this.#named(args.word());
    } finally {
      this.#depth -= 1;
    }
  }

  #named(name: string): Key {
    const args = this.#args;
    switch (name) {
      case 'ALL':
        return () => true;
      case 'ANSWERED':
      case 'DELETED':
      case 'DRAFT':
      case 'FLAGGED':
      case 'SEEN':
        return hasFlag(systemFlag(name));
      case 'UNANSWERED':
      case 'UNDELETED':
      case 'UNDRAFT':
      case 'UNFLAGGED':
      case 'UNSEEN':
        return not(hasFlag(systemFlag(name.slice(2))));
      case 'NEW':
        return every([this.#recent(), not(hasFlag('\\Seen'))]);
      case 'OLD':
        return not(this.#recent());
      case 'RECENT':
        return this.#recent();
      case 'KEYWORD':
        return this.#keyword();
      case 'UNKEYWORD':
        return not(this.#keyword());
      case 'NOT':
        args.space();
        return not(this.#key());
      case 'OR':
        return this.#or();
      case 'UID': {
        args.space();
        const ranges = this.#session.selected.uidRanges(args.sequenceSet());
        return ({ row }) => contains(ranges, row.uid);
      }
      case 'BEFORE':
      case 'ON':
      case 'SINCE':
        return this.#date(name, ({ message }) => message.internalDate);
      case 'SENTBEFORE':
      case 'SENTON':
      case 'SENTSINCE':
        return this.#date(name.slice('SENT'.length), ({ text }) => text.sent);
      case 'LARGER':
        return this.#size((size, limit) => size > limit);
      case 'SMALLER':
        return this.#size((size, limit) => size < limit);
      case 'BCC':
      case 'CC':
      case 'FROM':
      case 'SUBJECT':
      case 'TO':
        return this.#header(name.toLowerCase());
      case 'HEADER':
        args.space();
        return this.#header(args.text().toLowerCase());
      case 'BODY':
        return this.#text(({ text }) => text.body);
      case 'TEXT':
        return this.#text(({ text }) => text.everything);
      default:
        return this.#extension(name);
    }
  }

  #extension(name: string): Key {
    const args = this.#args;
    const offers = (capability: string) => this.#session.offers(capability);
    if (name === 'MODSEQ' && offers('CONDSTORE')) {
      args.space();
      if (args.looksAt('"')) {
        args.string();
        args.space();
        args.word();
        args.space();
      }
      const least = args.number();
      this.#session.enabled.add('CONDSTORE');
      return ({ message }) => message.modseq >= least;
    }
    if (name === 'EMAILID' && offers('OBJECTID')) return this.#equals(({ message }) => `M${message.emailId}`);
    if (name === 'THREADID' && offers('OBJECTID'))
      return this.#equals(({ message }) => `T${message.threadId}`);
    if (offers('X-GM-EXT-1')) {
      if (name === 'X-GM-MSGID') return this.#equals(({ message }) => message.emailId);
      if (name === 'X-GM-THRID') return this.#equals(({ message }) => message.threadId);
      if (name === 'X-GM-LABELS') {
        args.space();
        // Unlike FETCH and STORE, the decoded name whatever the session's encoding; bare system labels are refused.
        const label = args.text();
        return ({ message }) => message.labels.has(label);
      }
      if (name === 'X-GM-RAW') return this.#gmailQuery();
    }
    throw args.fault(`unknown search key ${name}`);
  }

  /** Of Gmail's own query language: `rfc822msgid:`, `in:inbox`, otherwise words that must all occur. */
  #gmailQuery(): Key {
    this.#args.space();
    const words = this.#args.text().toLowerCase().split(/\s+/).filter(Boolean);
    return every(
      words.map((word): Key => {
        const id = /^rfc822msgid:<?([^>]*)>?$/.exec(word)?.[1];
        if (id !== undefined) return ({ text }) => text.header('message-id').includes(id);
        if (word === 'in:inbox') return ({ message }) => message.labels.has('\\Inbox');
        return ({ text }) => text.everything.includes(word);
      }),
    );
  }

  #or(): Key {
    const args = this.#args;
    if (this.#depth > 1) this.#refuseNesting();
    args.space();
    const one = this.#key();
    args.space();
    const other = this.#key();
    return (about) => one(about) || other(about);
  }

  #refuseNesting(): void {
    const refusal = this.#session.service.preset.search.nestingRefusal;
    if (refusal) throw new CommandRefused(refusal);
  }

  #recent(): Key {
    const view = this.#session.selected;
    return ({ row }) => view.isRecent(row.uid);
  }

  #keyword(): Key {
    this.#args.space();
    const keyword = this.#args.flag();
    const refusal = this.#session.service.preset.search.keywordRefusal;
    if (refusal) throw new CommandRefused(refusal);
    return hasFlag(keyword);
  }

  #date(how: string, of: (about: Candidate) => Date | undefined): Key {
    this.#args.space();
    const day = this.#args.date().getTime();
    return (about) => {
      const at = of(about)?.getTime();
      if (at === undefined || Number.isNaN(at)) return false;
      if (how === 'BEFORE') return at < day;
      if (how === 'SINCE') return at >= day;
      return at >= day && at < day + DAY;
    };
  }

  #size(compare: (size: number, limit: number) => boolean): Key {
    this.#args.space();
    const limit = this.#args.number();
    const { preset } = this.#session.service;
    return ({ message }) => compare(preset.reportedSize(message.size), limit);
  }

  #header(name: string): Key {
    this.#args.space();
    const wanted = this.#args.text().toLowerCase();
    return ({ text }) => (wanted === '' ? text.hasHeader(name) : text.header(name).includes(wanted));
  }

  #text(of: (about: Candidate) => string): Key {
    this.#args.space();
    const wanted = this.#args.text().toLowerCase();
    return (about) => of(about).includes(wanted);
  }

  #equals(of: (about: Candidate) => string): Key {
    this.#args.space();
    const wanted = this.#args.atom();
    return (about) => of(about) === wanted;
  }
}

function every(keys: readonly Key[]): Key {
  return (about) => keys.every((key) => key(about));
}

function not(key: Key): Key {
  return (about) => !key(about);
}

function hasFlag(flag: string): Key {
  const wanted = canonicalFlag(flag);
  return ({ message }) => message.flags.has(wanted);
}

function systemFlag(name: string): string {
  return `\\${name.charAt(0)}${name.slice(1).toLowerCase()}`;
}
