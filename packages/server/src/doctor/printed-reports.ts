/** Reports for a terminal, in the words of the screens: what it means, who mends it, how and where, and what went over the wire. */
import type { CheckResult, CheckState, DoctorReport, LocaleTag } from '@mailroom/model';
import { commandsFor } from '@mailroom/model/catalogue/commands';
import { entryById } from '@mailroom/model/catalogue/index';
import { catalogueSentences } from '@mailroom/model/catalogue/sentences';
import { supportBlock } from '@mailroom/model/doctor/support';
import { reportWords } from '@mailroom/model/doctor/words';

const marks: Readonly<Record<CheckState, string>> = { right: '✓', wrong: '✗', unsure: '?', skipped: '–' };
const indent = '      ';

/** A server's words cannot move the cursor or change colours: control characters are dropped, line ends kept. */
const printable = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, '');

const filled = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (raw, name: string) => values[name] ?? raw);

export function printedReports(reports: readonly DoctorReport[], locale: LocaleTag): string {
  const words = reportWords[locale];
  if (reports.length === 0) return `${words.none}\n`;
  return reports
    .map(({ name, state, checks }) => {
      const head = [printable(name), words.overall[state]];
      return [...head, ...checks.flatMap((check) => linesOf(check, locale)), ''].join('\n');
    })
    .join('\n');
}

function linesOf(check: CheckResult, locale: LocaleTag): string[] {
  const words = reportWords[locale];
  const labelled = (label: string, value: string) => filled(words.labelled, { label, value });
  const head = `  ${marks[check.state]} ${labelled(words.checks[check.id].title, words.states[check.state])}`;
  if (check.state === 'right') return [head];
  const told =
    check.skipped === null
      ? [
          ...meaning(check, locale),
          labelled(words.labels.asked, check.asked),
          check.answered === null ? words.nothing : labelled(words.labels.answered, check.answered),
          ...(check.where === null ? [] : [labelled(words.labels.where, check.where)]),
          ...commandsFor(check.finding ?? '', check.detail).map(({ command }) => command),
          supportBlock(check) ?? '',
        ]
      : [words.skipped[check.skipped]];
  const lines = told.flatMap((text) => printable(text).split('\n')).filter((line) => line !== '');
  return [head, ...lines.map((line) => `${indent}${line}`)];
}

function meaning({ finding, code, detail }: CheckResult, locale: LocaleTag): string[] {
  const words = reportWords[locale];
  const entry = finding === null ? undefined : entryById(finding);
  const sentences = entry && catalogueSentences[locale][entry.id];
  if (!entry || !sentences) return code === null ? [words.unexplained] : [words.unknown, code];
  return [
    filled(sentences.what, detail),
    filled(sentences.mend, detail),
    filled(words.labelled, { label: words.labels.who, value: words.menders[entry.who] }),
  ];
}
