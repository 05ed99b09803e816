/** The four things a check can say. */
import type { Failure, SkipReason } from '@mailroom/model';
import { type CatalogueEntry, entryById, entryOfFailure } from '@mailroom/model/catalogue/index';
import type { Verdict } from './target.ts';

type Detail = Readonly<Record<string, string>>;

/** Longest quotation shown; Microsoft's descriptions are below it. */
const longestQuote = 500;

const quote = (words: string | null): string | null => words?.slice(0, longestQuote) ?? null;

export function right(asked: string, answered: string | null, detail: Detail = {}): Verdict {
  return {
    state: 'right',
    asked,
    answered: quote(answered),
    finding: null,
    code: null,
    detail,
    skipped: null,
  };
}

export function skipped(asked: string, reason: SkipReason): Verdict {
  return { state: 'skipped', asked, answered: null, finding: null, code: null, detail: {}, skipped: reason };
}

export interface Fault {
  asked: string;
  answered: string | null;
  /** Id of a catalogue entry. */
  finding: string;
  code?: string | null;
  detail?: Detail;
  /** `unsure` where it could not be told from here. */
  state?: 'wrong' | 'unsure';
}

export function fault({
  asked,
  answered,
  finding,
  code = null,
  detail = {},
  state = 'wrong',
}: Fault): Verdict {
  if (entryById(finding) === undefined) throw new Error(`${finding} is not in the catalogue`);
  return { state, asked, answered: quote(answered), finding, code, detail, skipped: null };
}

/** What passes by itself is no fault of the set-up, and nothing was learnt about the set-up either. */
function stateOf(entry: CatalogueEntry | undefined): 'wrong' | 'unsure' {
  return entry?.who === 'provider' ? 'unsure' : 'wrong';
}

/**
 * A failure in the catalogue's words. A code without an entry stays: state `wrong`, no finding, the code and what the provider said.
 *
 * @param half the mail server that spoke, where it was one.
 */
export function verdictOf(asked: string, failure: Failure, half?: 'imap' | 'smtp'): Verdict {
  const wire = failure.toWire();
  const entry = entryOfFailure(wire, half);
  return {
    state: stateOf(entry),
    asked,
    answered: quote(wire.quote ?? wire.code),
    finding: entry?.id ?? null,
    code: wire.code,
    detail: wire.detail,
    skipped: null,
  };
}

/**
 * Of several that do the same, any one of which suffices: right when all are, the first fault when all fail, and otherwise that fault
 * as one that nothing has stopped for yet. The answers stand together.
 */
export function ofAll(verdicts: readonly Verdict[]): Verdict | undefined {
  const told = verdicts.filter(({ state }) => state !== 'skipped');
  const failing = told.filter(({ state }) => state !== 'right');
  const first = failing[0] ?? told[0] ?? verdicts[0];
  if (first === undefined) return undefined;
  const answers = told.flatMap(({ answered }) => answered ?? []);
  const answered = quote(answers.length === 0 ? null : answers.join('; '));
  const some = failing.length < told.length;
  return { ...first, answered, state: first.state === 'wrong' && some ? 'unsure' : first.state };
}
