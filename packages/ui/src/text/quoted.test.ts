import { describe, expect, it } from 'vitest';
import { splitQuoted } from './quoted.ts';

describe('splitQuoted', () => {
  it.each([
    ['English', 'On Fri, 20 Nov 2026 at 10:00, Ana wrote:'],
    ['French', 'Le ven. 20 nov. 2026 à 10:00, Ana a écrit :'],
    ['Chinese', '在 2026年11月20日，Ana 写道：'],
    ['Russian', 'пт, 20 нояб. 2026 г. в 10:00, Ana пишет:'],
    ['Portuguese', 'Em sex., 20 de nov. de 2026, Ana escreveu:'],
    ['Italian', 'Il giorno ven 20 nov 2026 Ana ha scritto:'],
  ])('folds the quotation with its %s attribution', (_, line) => {
    expect(splitQuoted(`Yes.\n\n${line}\n> Will you come?\n>\n> Ana\n`)).toEqual({
      own: 'Yes.',
      quoted: `${line}\n> Will you come?\n>\n> Ana`,
    });
  });

  it('takes a wrapped attribution whole', () => {
    expect(
      splitQuoted('Ok\n\nOn Friday the twentieth of November\nAna Souza <ana@a.test> wrote:\n> Hi').own,
    ).toBe('Ok');
  });

  it('folds what Outlook puts below an answer', () => {
    expect(
      splitQuoted('Fine.\n\n________________________________\nFrom: Ana\nSent: today\n\nOld text').own,
    ).toBe('Fine.');
    expect(splitQuoted('D’accord\n-----Message d’origine-----\nOld').own).toBe('D’accord');
  });

  it('leaves answers between quotations alone', () => {
    const text = '> One?\nYes.\n> Two?\nNo.';
    expect(splitQuoted(text)).toEqual({ own: text, quoted: '' });
  });

  it('shows a text that is nothing but quotation', () => {
    expect(splitQuoted('> All of it').quoted).toBe('');
  });

  it('does not take a rule in a letter for history', () => {
    const text = 'Above\n________________________________\nBelow';
    expect(splitQuoted(text).quoted).toBe('');
  });
});
