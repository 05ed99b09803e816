import type { CheckResult, CheckState, DoctorReport } from '@mailroom/model';
import { entryById } from '@mailroom/model/catalogue/index';

const marks: Readonly<Record<CheckState, string>> = { right: '✓', wrong: '✗', unsure: '?', skipped: '–' };

function lines({ id, state, asked, answered, finding, code, detail, skipped, where }: CheckResult): string[] {
  const first = `  ${marks[state]} ${id}`;
  if (state === 'right') return [first];
  if (state === 'skipped') return [`${first}: ${skipped}`];
  const entry = finding === null ? undefined : entryById(finding);
  const told = [
    entry ? `${entry.id} (to be mended by: ${entry.who})` : `not in the catalogue: ${code ?? 'no code'}`,
    `asked: ${asked}`,
    ...(answered === null ? [] : [`answered: ${answered}`]),
    ...['traceId', 'correlationId'].flatMap((name) => (detail[name] ? [`${name}: ${detail[name]}`] : [])),
    ...(where === null ? [] : [`where: ${where}`]),
  ];
  return [first, ...told.map((line) => `      ${line}`)];
}

/** Reports for a terminal. What each finding means, in six languages, stands on the doctor's screen. */
export function printedReports(reports: readonly DoctorReport[]): string {
  if (reports.length === 0) return 'No provider app has been entered yet.\n';
  return reports
    .map(({ name, state, checks }) => [`${name}: ${state}`, ...checks.flatMap(lines), ''].join('\n'))
    .join('\n');
}
