import { describe, expect, it } from 'vitest';
import { readSender, readSmtpServer } from './smtp-server.ts';

describe('MAILROOM_SMTP_URL', () => {
  it('names the server, how it is encrypted, and the sign-in', () => {
    expect(readSmtpServer('smtps://ada:s%2Fcret%40@Mail.Example.com')).toEqual({
      host: 'mail.example.com',
      port: 465,
      security: 'tls',
      login: { user: 'ada', password: 's/cret@' },
    });
    expect(readSmtpServer('smtp://[::1]:2525/')).toEqual({
      host: '::1',
      port: 2525,
      security: 'starttls',
      login: null,
    });
    expect(readSmtpServer('smtp://mail.example.com')).toMatchObject({ port: 587 });
  });

  it.each([
    'mail.example.com',
    'https://mail.example.com',
    'smtps://',
    'smtps://ada@mail.example.com',
    'smtps://ada:canary@mail.example.com/path',
    'smtps://ada:canary@mail.example.com?pool=true',
    'smtps://ada:canary@mail.example.com#x',
    'smtps://ada:canary%zz@mail.example.com',
    'smtps://ada:canary@mail.example.com:99999',
  ])('refuses %s without repeating it', (value) => {
    let message = '';
    try {
      readSmtpServer(value);
    } catch (thrown) {
      message = String(thrown);
    }
    expect(message).toMatch(/must/);
    expect(message).not.toContain('canary');
  });
});

describe('MAILROOM_MAIL_FROM', () => {
  it('is an address, with or without a name', () => {
    expect(readSender('mailroom@example.com')).toEqual({ name: '', address: 'mailroom@example.com' });
    expect(readSender('Büro Post <post@example.com>')).toEqual({
      name: 'Büro Post',
      address: 'post@example.com',
    });
  });

  it.each(['', 'Mailroom', 'a@b@c', 'a@b, c@d', 'x <a@b> y', 'a@b\nBcc: c@d', 'N\r\nBcc: x <a@b>'])(
    'refuses %j',
    (value) => {
      expect(() => readSender(value)).toThrow('must be an address');
    },
  );
});
