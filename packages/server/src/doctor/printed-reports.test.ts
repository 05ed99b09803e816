import { type CheckResult, type DoctorReport, localeTag } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { printedReports } from './printed-reports.ts';

const detail = { host: 'smtp.office365.com', port: '587', mailbox: 'ana@contoso.example', tenant: 'contoso' };

const sendingOff: CheckResult = {
  id: 'rehearsal-smtp',
  state: 'wrong',
  asked: 'smtp://smtp.office365.com:587 AUTH XOAUTH2',
  answered: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
  finding: 'smtp-switched-off-for-tenant',
  code: '535 5.7.139',
  detail,
  skipped: null,
  where: 'https://admin.exchange.microsoft.com/#/settings',
};
const unknown: CheckResult = {
  ...sendingOff,
  id: 'registration',
  answered: 'AADSTS7654321: Something new.\u001b[2J\nTrace ID: 0b2c',
  finding: null,
  code: 'AADSTS7654321',
  detail: { traceId: '0b2c', correlationId: '9d1e' },
  where: null,
};
const right: CheckResult = { ...sendingOff, id: 'clock', state: 'right', finding: null, code: null };
const skipped: CheckResult = {
  ...right,
  id: 'secret',
  state: 'skipped',
  answered: null,
  skipped: 'tenant-not-named',
};

const report = (...checks: CheckResult[]): DoctorReport => ({
  providerAppId: '1',
  name: 'Contoso',
  state: 'wrong',
  checkedAt: '2026-11-21T03:00:00Z',
  by: 'command-line',
  checks,
});

describe('a printed report', () => {
  it('says what a fault means, how it is mended, by whom and where, what went over the wire, and the commands', () => {
    const lines = printedReports([report(right, sendingOff)], 'en').split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'Contoso',
      'Something is wrong and needs to be mended.',
      '  ✓ Clock: Right',
      '  ✗ Sending (SMTP): Wrong',
      '      Sending by SMTP is switched off for the whole organisation.',
    ]);
    expect(lines[5]).toContain('“Authenticated SMTP”');
    expect(lines.slice(6)).toEqual([
      '      Mended by: The directory’s administrator',
      '      Asked: smtp://smtp.office365.com:587 AUTH XOAUTH2',
      `      Came back: ${sendingOff.answered}`,
      '      Where: https://admin.exchange.microsoft.com/#/settings',
      "      Set-CASMailbox -Identity 'ana@contoso.example' -SmtpClientAuthenticationDisabled $false",
      '      Set-TransportConfig -SmtpClientAuthenticationDisabled $false',
      '',
    ]);
  });

  it('shows a code that nobody knows with what support looks it up by, and lets no answer move the cursor', () => {
    const text = printedReports([report(unknown)], 'en');
    expect(text).toContain('a code that Mailroom does not know yet');
    expect(text).toContain('      AADSTS7654321\n      Trace ID: 0b2c\n      Correlation ID: 9d1e\n');
    expect(text).toContain('Came back: AADSTS7654321: Something new.[2J\n      Trace ID: 0b2c');
    expect(text).not.toContain('\u001b');
  });

  it('says why something was not asked', () => {
    expect(printedReports([report(skipped)], 'en')).toContain(
      '  – Secret or certificate: Not asked\n      The credential can be tried by itself only where',
    );
  });

  it.each(localeTag.options)('speaks %s and leaves nothing unfilled', (tag) => {
    const text = printedReports([report(right, sendingOff, unknown, skipped)], tag);
    expect(text).not.toMatch(/\{\{|undefined/);
    expect(text.split('\n').length).toBeGreaterThan(15);
    if (tag !== 'en') expect(text).not.toContain('Mended by');
  });

  it('says so when there is nothing to examine', () => {
    expect(printedReports([], 'fr')).toBe('Aucune application fournisseur n’a encore été saisie.\n');
  });
});
