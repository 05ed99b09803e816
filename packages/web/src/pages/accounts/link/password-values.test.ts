import { describe, expect, it } from 'vitest';
import {
  blankValues,
  errorsOf,
  type Found,
  foundValues,
  inputOf,
  passwordKind,
  serversNeedAttention,
  withSecurity,
  withUserNames,
} from './password-values.ts';

const icloud: Found = {
  found: true,
  provider: 'iCloud',
  foundBy: 'table',
  confirm: false,
  auth: 'password',
  imap: { host: 'imap.mail.me.com', port: 993, security: 'tls' },
  smtp: { host: 'smtp.mail.me.com', port: 587, security: 'starttls' },
  imapUser: 'ann',
  smtpUser: 'ann@icloud.com',
  advice: [{ kind: 'app-password', link: 'https://account.apple.com' }],
};

describe('a form filled in by discovery', () => {
  it('keeps the two user names apart and sends one password to both', () => {
    const values = { ...foundValues('ann@icloud.com', icloud), password: 'secret' };
    expect(inputOf(values)).toMatchObject({
      address: 'ann@icloud.com',
      imap: { host: 'imap.mail.me.com', user: 'ann', password: 'secret' },
      smtp: { host: 'smtp.mail.me.com', user: 'ann@icloud.com', password: 'secret' },
    });
    expect(errorsOf(values)).toEqual({});
  });

  it('leaves what nobody knows to the person, and asks for it', () => {
    const values = foundValues('ann@a.example', { ...icloud, smtp: null, imapUser: null, smtpUser: null });
    expect(values.smtp).toMatchObject({ host: '', port: 587, user: '' });
    const errors = errorsOf({ ...values, password: 'secret' });
    expect(Object.keys(errors).sort()).toEqual(['imap.user', 'smtp.host', 'smtp.user']);
    expect(serversNeedAttention(errors)).toBe(true);
  });
});

describe('what is sent', () => {
  it('is an app password without the spaces it is shown with, and any other password as it is', () => {
    const sent = (password: string) => inputOf({ ...blankValues('a@b.example'), password }).imap.password;
    expect(sent('abcd efgh ijkl mnop')).toBe('abcdefghijklmnop');
    expect(sent(' abcd efgh ijkl mnop ')).toBe('abcdefghijklmnop');
    expect(sent('four word pass here now')).toBe('four word pass here now');
    expect(sent(' padded ')).toBe(' padded ');
  });

  it('has a password of its own for sending only where the person says so', () => {
    const values = { ...blankValues('a@b.example'), password: 'in', smtpPassword: 'out' };
    expect(inputOf(values).smtp.password).toBe('in');
    expect(inputOf({ ...values, ownSmtpPassword: true }).smtp.password).toBe('out');
  });
});

describe('errors', () => {
  it('stand at the one password field there is', () => {
    expect(errorsOf(blankValues('a@b.example'))).toHaveProperty('password');
    expect(errorsOf(blankValues('a@b.example'))).not.toHaveProperty('smtpPassword');
    const own = { ...blankValues('a@b.example'), ownSmtpPassword: true };
    expect(errorsOf(own)).toHaveProperty('smtpPassword');
    expect(serversNeedAttention({ password: 'x', name: 'x' })).toBe(false);
  });
});

it('takes the address for both user names and leaves those that were entered', () => {
  const blank = blankValues('');
  const values = withUserNames({ ...blank, smtp: { ...blank.smtp, user: 'mine' } }, 'a@b.example');
  expect([values.imap.user, values.smtp.user]).toEqual(['a@b.example', 'mine']);
});

it('moves the usual port with the encryption, and no other', () => {
  const { imap } = blankValues('');
  expect(withSecurity(imap, 'imap', 'starttls').port).toBe(143);
  expect(withSecurity({ ...imap, port: 1993 }, 'imap', 'starttls').port).toBe(1993);
});

it('names the kind of password that the provider wants', () => {
  expect(passwordKind(icloud.advice)).toBe('app-password');
  expect(
    passwordKind([
      { kind: 'enable-imap', link: null },
      { kind: 'authorization-code', link: null },
    ]),
  ).toBe('authorization-code');
  expect(passwordKind([{ kind: 'app-password-with-two-step', link: null }])).toBe('own');
});
