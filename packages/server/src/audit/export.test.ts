import type { AuditRecord } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { auditText } from './export.ts';

const record = (over: Partial<AuditRecord>): AuditRecord => ({
  id: '1',
  at: '2026-11-21T12:00:00.000Z',
  actor: 'ada',
  action: 'account.shared',
  accountId: '7',
  subject: { kind: 'person', id: 'ben' },
  detail: {},
  sessionId: null,
  keyId: null,
  network: '203.0.113.0/24',
  ...over,
});

describe('the audit log as a file', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])(
    'holds %j as text, which no spreadsheet reckons with',
    (actor) => {
      expect(auditText('csv', [record({ actor })])).toContain(`,"account.shared",`);
      expect(auditText('csv', [record({ actor })])).toContain(`"'${actor}"`);
    },
  );

  it('keeps one record a line, whatever stands in it', () => {
    const odd = record({ detail: { reason: 'a "quoted"\nline\r\nand, more' } });
    expect(auditText('jsonl', [odd, odd]).split('\n')).toHaveLength(3);
    expect(JSON.parse(auditText('jsonl', [odd]))).toEqual(odd);
    expect(auditText('csv', [odd]).endsWith('"203.0.113.0/24"\r\n')).toBe(true);
    expect(auditText('csv', [odd])).not.toContain('\nline');
  });
});
