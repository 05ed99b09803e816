import { describe, expect, it } from 'vitest';
import { attachmentDisposition } from './disposition.ts';
import { cleanFileName } from './file-name.ts';
import { downloadType } from './media-type.ts';

describe('a sender’s file name', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['a\u2066b\u2069.txt', 'ab.txt'],
    ['line\r\nX-Evil: yes', 'lineX-Evil_ yes'],
    ['...', 'fallback'],
    ['', 'fallback'],
    ['  .hidden.  ', 'hidden'],
    ['résumé 履歴書.pdf', 'résumé 履歴書.pdf'],
    ['half \ud800 pair.txt', 'half pair.txt'],
  ])('%j becomes %j', (name, clean) => {
    expect(cleanFileName(name, 'fallback')).toBe(clean);
  });

  it('keeps its extension when it is too long', () => {
    const clean = cleanFileName(`${'x'.repeat(500)}.pdf`, 'fallback');
    expect(clean).toHaveLength(150);
    expect(clean).toMatch(/\.pdf$/);
  });

  it('cannot end the header or a quoted string', () => {
    expect(attachmentDisposition('a";\r\nb.html', 'f')).toBe(
      `attachment; filename="a_;b.html"; filename*=UTF-8''a_%3Bb.html`,
    );
  });

  it('is told in full beside its ASCII form', () => {
    expect(attachmentDisposition('Übersicht (1)*.pdf', 'f')).toBe(
      `attachment; filename="_bersicht (1)_.pdf"; filename*=UTF-8''%C3%9Cbersicht%20%281%29_.pdf`,
    );
  });
});

describe('a sender’s media type', () => {
  it.each(['application/pdf', 'image/png', 'TEXT/CSV '])('%s is kept', (type) => {
    expect(downloadType(type)).toBe(type.trim().toLowerCase());
  });

  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'text/html; charset=x', ''])(
    '%j becomes bytes',
    (type) => {
      expect(downloadType(type)).toBe('application/octet-stream');
    },
  );
});
