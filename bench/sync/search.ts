/** Searching a synchronised mailbox over HTTP: one to three words, frequent and rare, of all scripts that the mailbox holds. */
import type { Browser } from '@mailroom/rig/demo/walk/browser';
import { percentile } from '../percentile.ts';

export interface SearchFigures {
  p50Ms: number;
  p95Ms: number;
  longestMs: number;
  questions: number;
  /** Questions that found something. */
  found: number;
}

/** Conversations whose texts the words are taken from, in pages across the mailbox. */
const sampled = 300;
const perKind = 60;

export async function timeSearches(browser: Browser): Promise<SearchFigures> {
  const questions = await drawQuestions(browser);
  const milliseconds: number[] = [];
  let found = 0;
  for (const words of questions) {
    const path = `/api/v1/conversations?words=${encodeURIComponent(words)}`;
    const began = performance.now();
    const { conversations } = await browser.read<{ conversations: readonly object[] }>(path);
    milliseconds.push(performance.now() - began);
    if (conversations.length > 0) found += 1;
  }
  return {
    p50Ms: percentile(milliseconds, 50),
    p95Ms: percentile(milliseconds, 95),
    longestMs: percentile(milliseconds, 100),
    questions: questions.length,
    found,
  };
}

/** Words of one message together, so that there is something to find, and frequent words of different ones. */
async function drawQuestions(browser: Browser): Promise<string[]> {
  const texts = await sampleTexts(browser);
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const inText = texts.map((text) => [
    ...new Set(
      [...segmenter.segment(text)]
        .filter(({ isWordLike }) => isWordLike)
        .map(({ segment }) => segment.toLowerCase())
        .filter((word) => word.length > 1),
    ),
  ]);
  const texting = new Map<string, number>();
  for (const word of inText.flat()) texting.set(word, (texting.get(word) ?? 0) + 1);
  const byCount = [...texting].sort(([, one], [, other]) => other - one).map(([word]) => word);
  const frequent = byCount.slice(0, 3 * perKind);
  const rare = byCount.slice(-3 * perKind);
  const pick = <T>(items: readonly T[], at: number): T | undefined => items[(at * 7919) % items.length];
  const questions: (string | undefined)[] = [];
  for (let at = 0; at < perKind; at += 1) {
    const words = pick(inText, at) ?? [];
    const together = [words[0], words[words.length >> 1], words.at(-1)];
    questions.push(
      pick(frequent, at),
      pick(rare, at),
      `${pick(frequent, at)} ${pick(frequent, at + 1)}`,
      `${pick(frequent, at)} ${pick(rare, at)}`,
      together.slice(0, 2).join(' '),
      together.join(' '),
      `${pick(frequent, at)} ${pick(frequent, at + 1)} ${pick(frequent, at + 2)}`,
    );
  }
  return questions.filter((question) => question !== undefined);
}

async function sampleTexts(browser: Browser): Promise<string[]> {
  const texts: string[] = [];
  let next: string | null = null;
  do {
    const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
    const page: { conversations: readonly { id: string }[]; next: string | null } = await browser.read(
      `/api/v1/conversations?limit=100${after}`,
    );
    for (const { id } of page.conversations) {
      const { messages } = await browser.read<{ messages: readonly { text: string }[] }>(
        `/api/v1/conversations/${id}`,
      );
      texts.push(messages.at(-1)?.text ?? '');
    }
    next = page.next;
  } while (next !== null && texts.length < sampled);
  return texts;
}
