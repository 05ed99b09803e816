import { describe, expect, it } from 'vitest';
import { mailHost } from './cloud.ts';

const parse = (host: string) => mailHost.safeParse({ host, port: 993, security: 'tls' });

describe('the host of a mail server', () => {
  it.each(['imap.example.com', 'почта.example', 'localhost', '192.0.2.7', '2001:db8::7', '[2001:db8::7]'])(
    'may be %s',
    (host) => {
      expect(parse(host).data?.host).toBe(host);
    },
  );

  it('is taken without the spaces that pasting leaves around it', () => {
    expect(parse(' imap.example.com\n').data?.host).toBe('imap.example.com');
  });

  it.each([
    '',
    ' ',
    'a b',
    'x\r\ny',
    'imap.example.com/inbox',
    'bank.example@evil.example',
    'a\u202eb',
    'a\0b',
  ])('is not %j', (host) => {
    expect(parse(host).success).toBe(false);
  });
});
