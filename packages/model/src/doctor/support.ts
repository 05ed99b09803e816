import type { CheckResult } from './index.ts';

/** Names as Microsoft's own error pages write them, which is what its support searches for, in every language. */
const identifiers: readonly (readonly [name: string, label: string])[] = [
  ['traceId', 'Trace ID'],
  ['correlationId', 'Correlation ID'],
  ['timestamp', 'Timestamp'],
];

/** Code and identifiers in one block to send to the provider's support; null where the provider gave nothing to look up. */
export function supportBlock({ code, detail }: Pick<CheckResult, 'code' | 'detail'>): string | null {
  const lines = identifiers.flatMap(([name, label]) => (detail[name] ? [`${label}: ${detail[name]}`] : []));
  return lines.length === 0 ? null : [...(code === null ? [] : [code]), ...lines].join('\n');
}

/** Microsoft's own page on one of its numbers; null for the code of anybody else. */
export function explainerLink(code: string | null): string | null {
  const number = /^AADSTS(\d+)$/.exec(code ?? '')?.[1];
  return number === undefined ? null : `https://login.microsoftonline.com/error?code=${number}`;
}
