/** The audit log as a file. A spreadsheet takes a cell that begins like a formula for one, whoever wrote it: such cells begin with a quote. */
import type { AuditRecord } from '@mailroom/model';
import { inertJson } from '../http/inert-json.ts';

export type AuditFormat = 'csv' | 'jsonl';

const columns = [
  'at',
  'actor',
  'action',
  'accountId',
  'subjectKind',
  'subjectId',
  'detail',
  'sessionId',
  'keyId',
  'network',
] as const;

/** Of what a person may have chosen; a spreadsheet passes over white space before it. */
const formula = /^\s*[=+\-@]|^[\t\r]/;

function cell(value: string | null): string {
  const text = value ?? '';
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csvLine({ subject, detail, ...record }: AuditRecord): string {
  const values = {
    ...record,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    detail: inertJson(JSON.stringify(detail)),
  };
  return columns.map((column) => cell(values[column])).join(',');
}

/** RFC 4180, with a line of names; or one JSON object a line. */
export function auditText(format: AuditFormat, records: readonly AuditRecord[]): string {
  const lines = records.map((record) =>
    format === 'csv' ? csvLine(record) : inertJson(JSON.stringify(record)),
  );
  return lines.map((line) => `${line}${format === 'csv' ? '\r\n' : '\n'}`).join('');
}

export const csvHead = `${columns.join(',')}\r\n`;
