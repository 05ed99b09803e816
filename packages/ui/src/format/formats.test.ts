import { describe, expect, it } from 'vitest';
import { formatsOf } from './formats.ts';

const now = new Date(2026, 10, 20, 15, 0);
const iso = (...parts: [number, number, number, number?, number?]) => new Date(...parts).toISOString();
/** ICU writes narrow and no-break spaces; what matters here are the words. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('listDate', () => {
  const english = formatsOf('en');
  it('is the time today, the weekday within a week, the day within a year, then the whole date', () => {
    expect(plain(english.listDate(iso(2026, 10, 20, 9, 5), now))).toBe('9:05 AM');
    expect(english.listDate(iso(2026, 10, 19, 23, 59), now)).toBe('Thu');
    expect(english.listDate(iso(2026, 10, 13, 12), now)).toBe('Nov 13');
    expect(english.listDate(iso(2025, 0, 2), now)).toBe('1/2/2025');
  });
  it('writes a date in the future as a date, not as a weekday of the past', () => {
    expect(english.listDate(iso(2026, 10, 22), now)).toBe('Nov 22');
  });
  it('follows the language', () => {
    expect(formatsOf('zh-CN').listDate(iso(2026, 10, 13), now)).toBe('11月13日');
    expect(formatsOf('fr').listDate(iso(2026, 10, 13), now)).toBe('13 nov.');
  });
});

describe('duration', () => {
  it('rounds up and never says nothing is left', () => {
    const english = formatsOf('en');
    expect(english.duration(0)).toBe('5 seconds');
    expect(english.duration(61)).toBe('2 minutes');
    expect(english.duration(5400)).toBe('1.5 hours');
  });
  it('takes the plural of the language', () => {
    expect(plain(formatsOf('ru').duration(120))).toBe('2 минуты');
    expect(plain(formatsOf('ru').duration(300))).toBe('5 минут');
  });
});

describe('size and ago', () => {
  it('chooses the unit', () => {
    expect(formatsOf('en').size(999)).toBe('999 byte');
    expect(formatsOf('en').size(1_440_000)).toBe('1.4 MB');
    expect(plain(formatsOf('fr').size(25_000))).toBe('25 ko');
  });
  it('says how long ago', () => {
    expect(formatsOf('en').ago(new Date(now.getTime() - 5_000).toISOString(), now)).toBe('now');
    expect(formatsOf('it').ago(new Date(now.getTime() - 180_000).toISOString(), now)).toBe('3 minuti fa');
  });
});
